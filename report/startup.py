"""The section on start-up: what each start costs, and where the time goes."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from report import cells
from report.cells import word
from report.load import Cell, Results
from report.text import escape, head, interval, milliseconds, note

#: The starts beside the plain one, in the order of the table.
BESIDE = {
    "five_overrides": "five overrides",
    "help": "`--help`",
    "mistake": "a mistake",
    "rerun": "rerun",
    "with_torch": "with torch",
}

#: What the roles of a program do, in the order of a run.
ROLES = {
    "declare": ("declare",),
    "load": ("load", "restore"),
    "main": ("main",),
    "wire": ("wire",),
    "save": ("save",),
}

_INTRO = """\
## Start-up

From just before the spawn to the first statement of `train()`, config saved; torch, data and
teardown lie outside, for all alike. Every round starts every contestant, in a shuffled order;
differences are taken round by round. The *twins* are byte copies: what a twin differs from its
original is the noise of this run. Two rows differ only if the Holm-adjusted exact Wilcoxon test
says so *and* the median difference exceeds that noise; they are compared in the rounds that both
have. Brackets are 95 % intervals of the median, by ranks. *Times the control* is what to take away:
the pace of the machine is in both. *Memory* is the peak of the process, in brackets what it is
above the control's.
"""

_BESIDE = """\
### Other starts

Milliseconds of wall time above the control, fewer rounds than above and so wider intervals; in
parentheses, of fewer than six rounds, the lowest and the highest.
*Five overrides* changes five settings by the program's own words. *`--help`* and *a mistake*
(a misspelt key) never reach the core: they are timed from spawn to end, beside the control run to
its end. *Rerun* starts from a saved run. A row that does not do what is asked gets no time. *With
torch* is what a row adds to a script that has imported torch already, from that import to "config
ready". *=*: cannot be told from the control.
"""

_WHERE = """\
### Where the time goes

Milliseconds of one start that is looked at (`-X importtime`, and marks in a copy of the program),
so slower than the starts above: read the shares. *Library*: importing what the row brings along;
*Python*: what is imported of the standard library; *other*: the training core, NumPy, and what is
there by chance. The rest is time in the program and what it calls, imports left out, by the marks
in its source: *declare* builds parsers and schemas, *load* parses and composes, *main* is what
runs around the program's own functions (Fire and Hydra parse and compose there), *wire* makes the
objects, *save* writes the config.
"""


def section(results: Results) -> str:
    """Return the section, or nothing where there are no results."""
    starts = results["cells"]["startup"]
    plain = {name: row["default"] for name, row in starts.items() if "default" in row}
    if not plain:
        return ""
    rows = [name for name in plain if name in results["adapters"]]
    parts = [
        _INTRO,
        *_plain(plain),
        "",
        *(f"* {note}" for note in notes(results)),
        "",
        *_beside(starts, rows),
        *_where(starts, rows, results),
        "Reproduce:",
        "",
        *(f"    {plain[name]['reproduce']}" for name in rows),
    ]
    return "\n".join(parts) + "\n"


def _plain(plain: Mapping[str, Cell]) -> Iterator[str]:
    yield (
        "| | times the control | above it here, wall ms | above it here, CPU ms | median, ms "
        "| rounds | memory, MiB | ties |"
    )
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |"
    ground = plain.get("control", {})
    for name, cell in plain.items():
        if "median" not in cell:
            yield f"| {name} | {escape(cell['detail'])} | | | | | | |"
            continue
        torch = " (imports torch)" if cell.get("torch") else ""
        figures = [
            name + torch,
            interval(cells.interval(cell.get("ratio")), digits=2),
            milliseconds(cell.get("wall")),
            milliseconds(cell.get("cpu")),
            f"{cell['median'] * 1e3:.1f}",
            str(len(cells.walls(cell)) or ""),
            _memory(cell, ground),
            ", ".join(cell.get("ties", [])) or ("none" if "wall" in cell else ""),
        ]
        yield f"| {' | '.join(figures)} |"


def _memory(cell: Cell, ground: Cell) -> str:
    if "memory" not in cell:
        return ""
    peak = cell["memory"]["median"]
    if "wall" not in cell or "memory" not in ground:
        return f"{peak:.1f}"
    return f"{peak:.1f} ({peak - ground['memory']['median']:+.1f})"


def notes(results: Results) -> Iterator[str]:
    """Yield what is to be known of the measurement: noise, plan, load, its own cost."""
    starts = results["cells"]["startup"]
    plain = {name: row["default"] for name, row in starts.items() if "default" in row}
    for name, cell in plain.items():
        if "floor" in cell:
            floor = milliseconds(cell["floor"], digits=2)
            yield f"Noise floor: {name} minus {cell['twin_of']}: {floor} ms."
    plan = next((cell["plan"] for cell in plain.values() if "plan" in cell), None)
    if plan:
        yield f"{_told(plan)}, in an order shuffled with seed {plan['seed']}."
        yield from _ends(plan)
    run = starts.get("control", {}).get("run")
    if run:
        loads = [each for rounds in run["load"]["rounds"].values() for each in rounds]
        yield (
            f"Load of the machine ({results['machine']['cores']} cores; average of the last "
            f"minute): {run['load']['before'][0]:.1f} before, {min(loads):.1f} to "
            f"{max(loads):.1f} during the rounds."
        )
        sittings = f", in {run['sittings']} sittings" if run["sittings"] > 1 else ""
        yield (
            f"The measurement took {run['seconds']:.0f} s{sittings}, {run['ratio']:.2f} times "
            f"what the {len(run['rows'])} rows and their company took."
        )


def _told(plan: Mapping[str, Any]) -> str:
    """Return in words how many starts a plan makes."""
    least = plan.get("least", plan["rounds"])
    ends = plan.get("width") or plan.get("seconds")
    rounds = f"{least} to {plan['rounds']}" if ends else str(plan["rounds"])
    each = "one start" if plan["starts"] == 1 else f"the median of {plan['starts']}"
    baseline = plan.get("baseline", 1)
    more = f", and of {baseline} of the control" if baseline > 1 else ""
    return f"{rounds} rounds of {each}{more}"


def _ends(plan: Mapping[str, Any]) -> Iterator[str]:
    """Yield when a contestant leaves the rounds of a plan before their end, if it may."""
    reasons = []
    if width := plan.get("width"):
        reasons.append(f"half the interval of its ratio is at most {width:.1%} of it")
    if seconds := plan.get("seconds"):
        reasons.append(f"its starts took {seconds:g} s")
    if reasons:
        yield (
            f"A row leaves as soon as {' or '.join(reasons)}; the control stays to the last, twins "
            "leave together. How wide an interval is decides, and never where it lies."
        )


def _beside(starts: Mapping[str, Any], rows: Iterable[str]) -> Iterator[str]:
    rows = [name for name in rows if starts[name].keys() & BESIDE]
    if not rows:
        return
    yield _BESIDE
    yield from head("", BESIDE.values(), "---:")
    for name in rows:
        figures = [_above(starts[name].get(case)) for case in BESIDE]
        yield f"| {name} | {' | '.join(figures)} |"
    yield ""
    plans: dict[str, list[str]] = {}
    for case, title in BESIDE.items():
        if (cell := starts.get("control", {}).get(case)) is not None:
            plans.setdefault(_told(cell["plan"]), []).append(title)
    if plans:
        said = [f"{plan} ({', '.join(titles)})" for plan, titles in plans.items()]
        yield f"* {'; '.join(said)}; the fewer, the more a start takes."
    alone = starts.get("import torch", {}).get("with_torch", {})
    if "median" in alone:
        yield f"* `import torch` alone: {alone['median'] * 1e3:.0f} ms."
    dearer = [name for name in rows if _dearer_with_torch(starts[name])]
    if dearer:
        yield (
            f"* More CPU time with torch than without: {', '.join(dearer)}. Whatever makes many "
            "objects wakes Python's garbage collector, which then walks those of torch as well."
        )
    for name in rows:
        for case, title in BESIDE.items():
            cell = starts[name].get(case)
            if cell is not None and "wall" not in cell:
                yield note(name, title, cell)
    yield ""
    yield (
        "One afresh: `python -m benchmarks reproduce startup/NAME/CASE`; the cases are "
        f"{', '.join(BESIDE)} and where."
    )
    yield ""


def _dearer_with_torch(cells: Mapping[str, Cell]) -> bool:
    plain, torch = (
        cells.get(case, {}).get("cpu") for case in ("default", "with_torch")
    )
    return bool(plain and torch and torch["low"] > plain["high"])


def _above(cell: Cell | None) -> str:
    if cell is None:
        return ""
    if "wall" not in cell:
        return f"*{word(cell['outcome'])}*"
    tie = " =" if "control" in cell.get("ties", []) else ""
    shown = milliseconds(cell["wall"])
    if cell.get("range"):
        shown = shown.replace("[", "(").replace("]", ")")
    return shown + tie


def _where(
    starts: Mapping[str, Any], rows: Iterable[str], results: Results
) -> Iterator[str]:
    cells = {
        name: starts[name]["where"]
        for name in ("control", *rows)
        if "total" in starts.get(name, {}).get("where", {})
    }
    if not cells:
        return
    yield _WHERE
    yield (
        "| | all | interpreter | library | Python | other | "
        + " | ".join(ROLES)
        + " | modules (the library's) |"
    )
    yield "| --- |" + " ---: |" * (6 + len(ROLES))
    for name, cell in cells.items():
        spent = [
            cell["total"],
            cell["interpreter"],
            *(cell["imports"][kind] for kind in ("library", "python", "other")),
            *(
                sum(cell["roles"].get(role, 0.0) for role in roles)
                for roles in ROLES.values()
            ),
        ]
        figures = [f"{each * 1e3:.1f}" for each in spent]
        modules = f"{cell['modules']} ({cell['library_modules']})"
        yield f"| {name} | {' | '.join(figures)} | {modules} |"
    yield ""
    yield from _installed(cells, results)
    for name, cell in cells.items():
        if name != "control":
            yield from _imports(name, cell)


def _installed(cells: Mapping[str, Cell], results: Results) -> Iterator[str]:
    yield "| | adds, MiB | distributions | compiled | shared with the training core |"
    yield "| --- | ---: | --- | --- | --- |"
    for name in cells:
        footprint = results["adapters"].get(name, {}).get("footprint")
        if footprint is None:
            continue
        sizes = footprint.get("sizes", {})
        added = [
            f"{each} {sizes[each]:g}" if each in sizes else each
            for each in footprint["added"]
        ]
        figures = [
            name,
            "<0.1" if added and not footprint["mib"] else f"{footprint['mib']:g}",
            ", ".join(added) or "none",
            ", ".join(footprint.get("compiled", [])) or "none",
            ", ".join(footprint["shared"]) or "none",
        ]
        yield f"| {' | '.join(figures)} |"
    yield ""
    for name, cell in cells.items():
        if cell["uninvited"]:
            spent = sum(cell["by_distribution"][each] for each in cell["uninvited"])
            yield (
                f"* {name} imports {', '.join(cell['uninvited'])} because it is there, not "
                f"because it needs it ({spent * 1e3:.1f} ms)."
            )
    yield ""


def _imports(name: str, cell: Cell) -> Iterator[str]:
    yield f"<details><summary>{name}: the dearest imports</summary>"
    yield ""
    spent = [
        f"{owner} {seconds * 1e3:.1f}"
        for owner, seconds in cell["by_distribution"].items()
        if round(seconds * 1e3, 1)
    ]
    yield f"By distribution, ms: {', '.join(spent)}."
    yield ""
    yield "| module | of | alone, ms | with what it imports, ms |"
    yield "| --- | --- | ---: | ---: |"
    for each in cell["dearest"]:
        own, cumulative = each["own"] * 1e3, each["cumulative"] * 1e3
        yield f"| {each['module']} | {each['of']} | {own:.1f} | {cumulative:.1f} |"
    yield ""
    yield "</details>"
    yield ""
