"""The figures of the first table, each derived from the stored cells by a stated rule."""

import functools
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Any

from report import cells, load, otherwise
from report.cells import NOT_TRIED, SILENTLY_WRONG
from report.load import Cell, Results

#: Behind the title of a row from elsewhere of which something is not proven.
MARK = "‡"


@dataclass(frozen=True)
class Rate:
    """``count`` cells of ``tried``."""

    count: int
    tried: int

    def __str__(self) -> str:
        """Print as ``3 of 31``."""
        return f"{self.count} of {self.tried}"


@dataclass(frozen=True)
class Row:
    """One line of the first table; ``None`` where there is no figure.

    Attributes
    ----------
    name, title, library
        The adapter, and its library with the installed version.
    note
        Why the row has no figures, or the empty string.
    faults
        Sentences on categories that could not be measured; the others have their figures.
    lines
        Lines of program and config files without help.
    silently_wrong
        Rate over the override cells that the library itself answers for: wrong values, and
        mistakes that were wrongly accepted.
    silently_wrong_by_adapter
        The same rate over cells that the program answers for, as documented or not.
    unknown
        Override cells that were tried, and of which nobody has measured who answers for them: no
        part of either rate.
    type_changed
        Rate over the override cells that the library itself answers for.
    reruns
        Whether a rerun of a saved run was equal; ``None`` where none was tried.
    startup
        Milliseconds above the control, on the machine and in the hour of the measurement: median,
        low, high of the 95 % interval.
    ties
        Rows that start-up cannot tell from this one; ``None`` where so few rounds were measured
        that rows are compared with the control only.
    ratio
        How many times the control's time it took, round by round: median, low, high of the 95 %
        interval.  It is what may stand beside that of another run.
    other_run
        When its start-up was measured, if in another run than that of the others; then it has no
        times here.
    unproven
        What a row from elsewhere has not shown, or the empty string; its title has a mark then.
    elsewhere
        On which interpreters how many cells are otherwise, or the empty string; its title has a
        mark then.
    torch
        Whether the program imports torch before its config is ready.
    wrong
        Override cells that are not right, whoever answers for them; declared gaps aside.
    adds
        How many distributions the library adds to an installation of the training core.
    mib
        What the library adds to an installation of the training core, in MiB.
    """

    name: str
    title: str
    library: str
    note: str = ""
    faults: tuple[str, ...] = ()
    lines: int | None = None
    silently_wrong: Rate | None = None
    silently_wrong_by_adapter: Rate | None = None
    unknown: int = 0
    type_changed: Rate | None = None
    reruns: bool | None = None
    startup: tuple[float, float, float] | None = None
    ties: tuple[str, ...] | None = None
    ratio: tuple[float, float, float] | None = None
    other_run: str | None = None
    unproven: str = ""
    elsewhere: str = ""
    torch: bool = False
    wrong: int | None = None
    adds: int | None = None
    mib: float | None = None


def rows(results: Results) -> list[Row]:
    """Return a row for every adapter, measured or not."""
    return [_row(results, name) for name in results["adapters"]]


def _row(results: Results, name: str) -> Row:
    adapter = results["adapters"][name]
    titles = [each["title"] for each in results["adapters"].values()]
    # Two rows of one title (a copy under examination) are told apart by their names.
    title = adapter["title"] if titles.count(adapter["title"]) == 1 else name
    doubt = unproven(adapter)
    if doubt:
        title = f"{title} {MARK}"
    elsewhere = otherwise.told(results, name)
    if elsewhere:
        title = f"{title} {otherwise.MARK}"
    row = functools.partial(
        Row,
        name=name,
        title=title,
        library=library(adapter),
        unproven=doubt,
        elsewhere=elsewhere,
    )
    if adapter["status"] == "missing":
        return row(note=f"not installed: `{adapter['install']}`")
    overrides = load.rows(results, "overrides").get(name, {})
    judged = cells.judged(results, "overrides", name)
    total = load.rows(results, "lines").get(name, {}).get("total", {})
    rerun = load.rows(results, "roundtrip").get(name, {}).get("run", {})
    start = load.rows(results, "startup").get(name, {}).get("default", {})
    wall = cells.interval(start.get("wall"))
    other_run = load.other_runs(results, "startup").get(name, {})
    unknown = rate(judged, (), "unmeasured")
    faults = [
        f"{category}: {cell.get('detail', cells.word('broken'))}"
        for category in results["cells"]
        if category not in load.apart(results)
        for case, cell in load.rows(results, category).get(name, {}).items()
        if cell["outcome"] == "broken" and case in {"all", "default"}
    ]
    return row(
        faults=tuple(faults),
        lines=count if isinstance(count := total.get("total"), int) else None,
        silently_wrong=rate(judged, SILENTLY_WRONG, "library"),
        silently_wrong_by_adapter=rate(judged, SILENTLY_WRONG, "adapter"),
        unknown=unknown.tried if unknown else 0,
        type_changed=rate(judged, ("type_changed",), "library"),
        reruns=_reruns(rerun.get("outcome")),
        startup=(wall[0] * 1e3, wall[1] * 1e3, wall[2] * 1e3) if wall else None,
        ties=_ties(start, [other for other in results["adapters"] if other != name]),
        ratio=cells.interval(start.get("ratio", other_run.get("ratio"))),
        other_run=other_run.get("created"),
        torch=bool(start.get("torch")),
        wrong=sum(
            cell["outcome"] not in {"right", *NOT_TRIED} for cell in overrides.values()
        )
        if overrides and "all" not in overrides
        else None,
        adds=len(adapter["footprint"]["added"]) if adapter["footprint"] else None,
        mib=(adapter["footprint"] or {}).get("mib"),
    )


def library(adapter: dict[str, Any], absent: str = "") -> str:
    """Return a row's library with the installed version, or what stands for none."""
    return ", ".join(
        f"{'Python' if name == 'python' else name} {version or absent}".strip()
        for name, version in adapter["distributions"].items()
    )


def unproven(adapter: dict[str, Any]) -> str:
    """Return what a row from elsewhere has not shown; nothing for one that has, or is ours."""
    address = adapter.get("address", "")
    if "/" not in address and not adapter.get("brought_by"):
        return ""
    proofs = adapter.get("proofs", {})
    found = [
        f"{name}: {told['detail']}" for name, told in proofs.items() if not told["kept"]
    ]
    return "; ".join(found) if proofs else "nothing was tried"


def _reruns(outcome: str | None) -> bool | None:
    return None if outcome is None or outcome in NOT_TRIED else outcome == "right"


def _ties(start: Cell, others: list[str]) -> tuple[str, ...] | None:
    compared = set(start.get("compared") or ())
    if not compared.intersection(others):
        return None
    return tuple(name for name in start["ties"] if name in others)


def rate(some: Iterable[Cell], outcomes: Container[str], by: str) -> Rate | None:
    """Count outcomes among the cells that were tried and that ``by`` answers for.

    What the core refused, the library had let pass: it was asked of the library.

    Without any cell there is no rate; without a cell of ``by`` it is ``0 of 0``.
    """
    commands = [cell for cell in some if "command" in cell]
    if not commands:
        return None
    tried = [
        cell
        for cell in commands
        if ("library" if cell["by"] == "core" else cell["by"]) == by
        and cell["outcome"] not in NOT_TRIED
    ]
    return Rate(sum(cell["outcome"] in outcomes for cell in tried), len(tried))


def needs(table: list[Row]) -> list[tuple[str, str, list[Row]]]:
    """Return the sentences *choose by need*: the need, its rule, and all rows that meet it.

    Rows that a rule cannot tell apart are all named; no row is named for a figure it lacks.
    """
    measured = [row for row in table if not row.note]
    free = [row for row in measured if row.adds == 0]
    least = min((row.lines for row in measured if row.lines is not None), default=None)
    short = [row for row in measured if row.lines is not None and row.lines == least]
    fewest = min((row.wrong for row in measured if row.wrong is not None), default=None)
    sound = [row for row in measured if row.wrong is not None and row.wrong == fewest]
    tried = {row.name: row.silently_wrong.tried for row in sound if row.silently_wrong}
    most = max(tried.values(), default=0)
    best = [row for row in sound if tried.get(row.name) == most]
    return [
        ("nothing to install", "no distribution beyond the training core's", free),
        (
            "least to write",
            "fewest lines of program and config files, help left out",
            short,
        ),
        (
            "words that do what they say",
            "fewest override cells that are not right, declared gaps aside; of those rows, the "
            "most cells that the library answers for without a piece of the program's own",
            best,
        ),
    ]
