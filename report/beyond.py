"""The section on what lies beyond one process: remote records, sweeps, several ranks."""

from collections.abc import Iterator
from typing import Any

from report import sweeps
from report.load import BEYOND, Results
from report.text import escape, letter, note

_TITLES = {"remote": "Remote records", "sweep": "Sweeps", "ranks": "Several ranks"}

_SAYS = {
    "remote": "Each row's program with a few lines more (`with_wandb.py`, `with_mlflow.py`) "
    "records its resolved config as the library's users do; another process reads it back, and "
    "each setting is compared with what reached the training core. wandb runs offline (its files "
    "have no published reader: ours knows the pinned versions); MLflow is a real server with "
    "SQLite on loopback, read through its own interface. *Retyped* counts settings that came back "
    "with their value and another type, text included. Seconds are what recording adds to one "
    "probed run, before the core and after it: single figures, not for ranking.",
    "sweep": sweeps.SAYS,
    "ranks": "`torchrun --nproc-per-node 2` starts the unchanged programs; both ranks run all of "
    "it. *one_run*: the second rank starts 1.2 s later, and each file is noted with who wrote it. "
    "*other_config*: rank 1 gets another learning rate.",
}


_WHERE = (
    "Measured by `make benchmark-beyond`, in an environment of its own (`.venv-beyond`): the "
    "plugins that sweeps need would slow the start of programs that do not use them. Commands of "
    "this section start with `python`: that of `.venv-beyond/bin`."
)


def section(results: Results, axis: str) -> str:
    """Return the section of one axis."""
    return "\n".join([f"## {_TITLES[axis]}", "", _WHERE, "", *_axis(axis, results)])


def unmeasured(results: Results) -> str:
    """Return what is said where none of the axes was measured, or nothing."""
    if any(results.get(axis) for axis in BEYOND):
        return ""
    return (
        "## Beyond one process\n\nRemote records, sweeps and several ranks were not measured: "
        "`make benchmark-beyond` installs what they need and measures them.\n"
    )


def _axis(axis: str, results: Results) -> Iterator[str]:
    measured = results.get(axis, {})
    names = dict.fromkeys([*results["adapters"], *measured])
    rows = {name: measured.get(name, {}) for name in names}
    cases = list(
        dict.fromkeys(
            case for cells in rows.values() for case in cells if case != "all"
        )
    )
    if _SAYS[axis]:
        yield _SAYS[axis]
        yield ""
    if axis == "remote":
        yield from _records(rows)
        rows, cases = {name: rows[name] for name in results["adapters"]}, []
    if cases:
        yield from _matrix(rows, cases)
    if axis == "sweep":
        yield from sweeps.render(results)
    yield from _notes(rows)
    yield f"One cell afresh: `python -m benchmarks reproduce {axis}/NAME/CASE`."
    yield ""


def _records(rows: dict[str, Any]) -> Iterator[str]:
    """Yield the figures of each row, and what the trackers do by themselves."""
    yield "| row | tracker | outcome | lines | retyped | start, s | exit, s |"
    yield "| --- | --- | --- | ---: | ---: | ---: | ---: |"
    for name, cells in rows.items():
        for case, cell in cells.items():
            tracker, _, kind = case.partition("/")
            if kind != "config" or "settings" not in cell:
                continue
            seconds = cell.get("seconds", {})
            figures = (
                cell["outcome"],
                cell["lines"],
                f"{cell['retyped']} of {cell['settings']}",
                seconds.get("start", ""),
                seconds.get("exit", ""),
            )
            yield f"| {name} | {tracker} | " + " | ".join(map(str, figures)) + " |"
    yield ""
    control = rows.get("control", {})
    kinds = list(dict.fromkeys(case.partition("/")[2] for case in control))
    if "all" in control or not kinds:
        return
    trackers = list(dict.fromkeys(case.partition("/")[0] for case in control))
    yield "What the trackers do without any library (row `control`):"
    yield ""
    yield "| | " + " | ".join(trackers) + " |"
    yield "| --- |" + " --- |" * len(trackers)
    for kind in kinds:
        cells = [control.get(f"{tracker}/{kind}") for tracker in trackers]
        yield f"| {kind} | " + " | ".join(map(_told, cells)) + " |"
    yield ""
    yield from _notes({"control": control})


def _told(cell: dict[str, Any] | None) -> str:
    if cell is None:
        return ""
    came = cell.get("came_back")
    said = f": {escape(came)}" if came and cell["outcome"] != "right" else ""
    return f"{letter(cell)}{said}"


def _matrix(rows: dict[str, Any], cases: list[str]) -> Iterator[str]:
    yield "| case | " + " | ".join(rows) + " |"
    yield "| --- |" + " :---: |" * len(rows)
    for case in cases:
        letters = [_shown(case, cells) for cells in rows.values()]
        yield f"| {case} | " + " | ".join(letters) + " |"
    yield ""


def _notes(rows: dict[str, Any]) -> Iterator[str]:
    """Yield a sentence on each cell that is not right, and on rows without cells."""
    for name, cells in rows.items():
        if not cells or "all" in cells:
            said = (
                cells["all"]["detail"]
                if cells
                else "`make benchmark-beyond` measures it"
            )
            yield f"* {name}: skipped: {said}."
            continue
        for case, cell in cells.items():
            if cell["outcome"] != "right":
                yield note(name, case, cell)
    yield ""


def _shown(case: str, cells: dict[str, Any]) -> str:
    """Return the letter of a cell; a dash where a row has no such case among its others."""
    if cells and "all" not in cells and case not in cells:
        return "–"  # noqa: RUF001  a dash
    return letter(cells.get(case) or cells.get("all") or _NOT_HERE)


#: What a row without any cell of an axis shows.
_NOT_HERE = {"outcome": "skipped", "by": "library"}
