"""The figures of the first table, each derived from the stored cells by a stated rule."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from report import cells, counting, load, otherwise, ranks, words
from report.cells import NOT_TRIED
from report.counting import Asked, Share
from report.load import Cell, Results
from report.ranks import Rank

#: Behind the title of a row from elsewhere of which something is not proven.
MARK = "‡"

#: Median, low and high of a 95 % interval.
Interval = tuple[float, float, float]


@dataclass(frozen=True)
class Rate:
    """``count`` cells of ``tried``."""

    count: int
    tried: int

    def __str__(self) -> str:
        """Print as ``3 of 31``."""
        told = words.words()["row"]["rate"]
        return str(told.format(count=self.count, asked=self.tried))


@dataclass(frozen=True)
class Row:
    """One line of the first table; ``None`` where there is no figure.

    Attributes
    ----------
    name, title, library
        The adapter, and its library with the installed version.
    origin
        The adapter of which it is a variant, or its own name.
    note
        Why the row has no figures, or the empty string.
    faults
        Sentences on categories that could not be measured; the others have their figures.
    rank
        Its place with the interval of it (:mod:`report.ranks`).
    without
        Its place with each group of cases left out, by the group's id.
    tied
        Titles of the rows from which it cannot be told apart: the intervals overlap.
    harm_share
        Wrong values and wrongly accepted mistakes of all that was asked: what rows are ordered by.
    right, right_at_all
        Requests that the library itself does rightly; that anybody does.
    as_right
        Names of the rows of which ``right`` cannot be told from this one's.
    rejected
        Mistakes that the library itself rejects before training.
    wrong, accepted
        Wrong values, and mistakes that were taken, of all that was asked, whoever answers for them.
    by_program
        How many of these two together pieces of the program answer for.
    unknown
        Cells of which nobody has measured who answers for them: the library's in no figure here.
    lines
        Lines of program and config files without help.
    bought
        What the lines buy: names of ``[[bought]]`` of which all cells are right.
    start, run
        How many times the baseline's time it takes until its config is ready, in the same rounds:
        from a bare interpreter, as before ``--help`` and completion; and in a program that imports
        torch, as in a run.
    start_here, run_here
        Milliseconds above the baseline, on this machine, in this hour.
    ties
        Rows that ``start`` cannot tell from this one; ``None`` where rows were not compared.
    other_run
        When its start-up was measured, if in another run than that of the others; then it has no
        milliseconds here.
    torch
        Whether the program imports torch before its config is ready.
    unproven
        What a row from elsewhere has not shown, or the empty string; its title has a mark then.
    elsewhere
        On which interpreters how many cells are otherwise, or the empty string; its title has a
        mark then.
    adds
        Distributions that the library adds to an installation of the training core.
    mib
        What the library adds to an installation of the training core, in MiB.
    """

    name: str
    title: str
    library: str
    origin: str = ""
    note: str = ""
    faults: tuple[str, ...] = ()
    rank: Rank | None = None
    without: Mapping[str, int] = field(default_factory=dict)
    tied: tuple[str, ...] = ()
    harm_share: Share | None = None
    right: Share | None = None
    right_at_all: Share | None = None
    as_right: tuple[str, ...] = ()
    rejected: Share | None = None
    wrong: int | None = None
    accepted: int | None = None
    by_program: int = 0
    unknown: int = 0
    lines: int | None = None
    bought: tuple[str, ...] = ()
    start: Interval | None = None
    run: Interval | None = None
    start_here: float | None = None
    run_here: float | None = None
    ties: tuple[str, ...] | None = None
    other_run: str | None = None
    torch: bool = False
    unproven: str = ""
    elsewhere: str = ""
    adds: tuple[str, ...] | None = None
    mib: float | None = None

    @property
    def harm(self) -> int | None:
        """Wrong values and wrongly accepted mistakes together."""
        if self.wrong is None or self.accepted is None:
            return None
        return self.wrong + self.accepted

    @property
    def plain(self) -> str:
        """Its title without the marks that notes below the table explain."""
        return self.title.rstrip(f" {MARK}{otherwise.MARK}")


def rows(results: Results) -> list[Row]:
    """Return a row for every adapter: the measured ones by rank, those without figures last."""
    asked = {
        name: counting.asked(results, name)
        for name, adapter in results["adapters"].items()
        if adapter["status"] != "missing"
    }
    told = {name: some for name, some in asked.items() if some}
    placed, alike = ranks.ranks(told), ranks.alike(told)
    groups = counting.groups(results)
    without = {group.id: ranks.without(told, group.id) for group in groups}
    made = [
        replace(
            _row(results, name, asked.get(name, [])),
            rank=placed.get(name),
            as_right=alike.get(name, ()),
            without={
                group: places[name]
                for group, places in without.items()
                if name in places
            },
        )
        for name in results["adapters"]
    ]
    ordered = sorted(made, key=_place)
    return [replace(row, tied=_tied(row, ordered)) for row in ordered]


def _place(row: Row) -> tuple[bool, int]:
    return (row.rank is None, row.rank.place if row.rank else 0)


def _tied(row: Row, others: Iterable[Row]) -> tuple[str, ...]:
    return tuple(
        other.title
        for other in others
        if other is not row
        and row.rank
        and other.rank
        and row.rank.overlaps(other.rank)
    )


def _row(results: Results, name: str, asked: list[Asked]) -> Row:
    adapter = results["adapters"][name]
    row = Row(
        name=name,
        title=title(results, name),
        library=library(adapter),
        origin=adapter.get("variant_of") or name,
        unproven=unproven(adapter),
        elsewhere=otherwise.told(results, name),
        note=_note(adapter),
    )
    if row.note:
        return row
    total = load.rows(results, "lines").get(name, {}).get("total", {})
    footprint = adapter["footprint"]
    return replace(
        row,
        faults=_faults(results, name),
        lines=count if isinstance(count := total.get("total"), int) else None,
        bought=tuple(
            each["id"]
            for each in words.words()["bought"]
            if _right(results, name, each["cells"])
        ),
        adds=tuple(footprint["added"]) if footprint else None,
        mib=footprint["mib"] if footprint else None,
        **_counted(asked),
        **_started(results, name),
    )


def spoken(results: Results, table: Iterable[Row]) -> list[Row]:
    """Return rows with their words in the language that is spoken: figures are in none."""
    return [
        replace(
            row,
            unproven=unproven(results["adapters"][row.name]),
            elsewhere=otherwise.told(results, row.name),
            note=_note(results["adapters"][row.name]),
        )
        for row in table
    ]


def _note(adapter: dict[str, Any]) -> str:
    """Return why a row has no figures; nothing for one that has."""
    if adapter["status"] != "missing":
        return ""
    told = words.words()["row"]["missing"]
    return str(told.format(install=adapter["install"]))


def title(results: Results, name: str) -> str:
    """Return what a row is called, with its marks; two of one title are told apart by name."""
    adapter = results["adapters"][name]
    titles = [each["title"] for each in results["adapters"].values()]
    called = adapter["title"] if titles.count(adapter["title"]) == 1 else name
    marks = (MARK if unproven(adapter) else "", _elsewhere(results, name))
    return " ".join([called, *filter(None, marks)])


def _elsewhere(results: Results, name: str) -> str:
    return otherwise.MARK if otherwise.told(results, name) else ""


def _counted(asked: list[Asked]) -> dict[str, Any]:
    if not asked:
        return {}
    requests = [each for each in asked if not each.mistake]
    mistakes = [each for each in asked if each.mistake]
    harm = [each for each in asked if each.harm]
    own = [each for each in harm if cells.party(each.cell) in {"adapter", "documented"}]
    return {
        "harm_share": counting.share(asked, lambda each: each.harm),
        "right": counting.share(requests, lambda each: each.by_library),
        "right_at_all": counting.share(requests, lambda each: each.right),
        "rejected": counting.share(mistakes, lambda each: each.by_library),
        "wrong": sum(each.outcome == "wrong_value" for each in harm),
        "accepted": sum(each.outcome == "accepted" for each in harm),
        "by_program": len(own),
        "unknown": sum(cells.party(each.cell) == "unmeasured" for each in asked),
    }


def _started(results: Results, name: str) -> dict[str, Any]:
    starts = load.rows(results, "startup").get(name, {})
    plain, torch = (starts.get(case, {}) for case in ("default", "with_torch"))
    other = load.other_runs(results, "startup").get(name, {})
    return {
        "start": cells.interval(plain.get("ratio", other.get("ratio"))),
        "run": cells.interval(torch.get("ratio")),
        "start_here": _milliseconds(plain),
        "run_here": _milliseconds(torch),
        "ties": _ties(plain, [each for each in results["adapters"] if each != name]),
        "other_run": other.get("created"),
        "torch": bool(plain.get("torch")),
    }


def _milliseconds(start: Cell) -> float | None:
    wall = cells.interval(start.get("wall"))
    return None if wall is None else wall[0] * 1e3


def _right(results: Results, name: str, addresses: Iterable[str]) -> bool:
    """Whether the library itself does rightly what all of some cells ask."""
    found = [cells.done(cells.at(results, name, address)) for address in addresses]
    return bool(found) and all(found)


def _faults(results: Results, name: str) -> tuple[str, ...]:
    return tuple(
        f"{category}: {cell.get('detail', cells.word('broken'))}"
        for category in results["cells"]
        if category not in load.apart(results)
        for case, cell in load.rows(results, category).get(name, {}).items()
        if cell["outcome"] == "broken" and case in {"all", "default"}
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
    return "; ".join(found) if proofs else str(words.words()["row"]["nothing_tried"])


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
