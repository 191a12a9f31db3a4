"""The sections on what was measured apart: remote records, sweeps, several ranks."""

from collections.abc import Iterator

from report import cells, load, sweeps, words
from report.load import Cell, Results, Rows
from report.text import escape, head, letter, note

_SAYS = {
    "remote": "Each row's program with a few lines more (`benchmarks/categories/remote/recipes/`, "
    "and `[record]` of its `adapter.toml`) records its resolved config as the library's users do; "
    "another process reads it back, and each setting is compared with what reached the training "
    "core. wandb runs offline (its files "
    "have no published reader: ours knows the pinned versions); MLflow is a real server with "
    "SQLite on loopback, read through its own interface. *Type changed* counts settings that came "
    "back with their value and another type, text included. Seconds are what recording adds to one "
    "probed run, before the core and after it: single figures, not for ranking.",
    "sweep": sweeps.SAYS,
    "ranks": "`torchrun --nproc-per-node 2` starts the unchanged programs; both ranks run all of "
    "it. *one_run*: the second rank starts 1.2 s later, and each file is noted with who wrote it. "
    "*other_config*: rank 1 gets another learning rate.",
}

_WHERE = (
    "Measured by `make benchmark-beyond`, in environments of their own: the plugins that sweeps "
    "need would slow the start of programs that do not use them."
)


def section(results: Results, category: str) -> str:
    """Return the section of one category."""
    parts = [
        f"## {words.title(category)}",
        "",
        _WHERE,
        "",
        _SAYS.get(category) or words.intro(results, category),
        "",
        *_category(category, results),
    ]
    return "\n".join(parts)


def unmeasured(results: Results) -> str:
    """Return what is said where none of the categories was measured, or nothing."""
    apart = load.apart(results)
    if not apart or any(load.rows(results, category) for category in apart):
        return ""
    titles = ", ".join(map(words.title, apart))
    return (
        f"## Beyond one process\n\nNot measured: {titles}. `make benchmark-beyond` installs what "
        "they need and measures them.\n"
    )


def _category(category: str, results: Results) -> Iterator[str]:
    measured = load.rows(results, category)
    names = dict.fromkeys([*results["adapters"], *measured])
    rows = {name: measured.get(name, {}) for name in names}
    if category == "remote":
        yield from _records(rows)
        rows = {name: rows[name] for name in results["adapters"]}
    else:
        yield from _matrix(rows)
    if category == "sweep":
        yield from sweeps.render(results)
    yield from _notes(rows)
    yield f"One cell afresh: `python -m benchmarks reproduce {category}/NAME/CASE`."
    yield ""


def _records(rows: Rows) -> Iterator[str]:
    """Yield the figures of each row, and what the trackers do by themselves."""
    yield "| row | tracker | outcome | lines | type changed | start, s | exit, s |"
    yield "| --- | --- | --- | ---: | ---: | ---: | ---: |"
    for name, row in rows.items():
        for case, cell in row.items():
            tracker, _, kind = case.partition("/")
            if kind != "config" or "settings" not in cell:
                continue
            seconds = cell.get("seconds", {})
            figures = (
                cells.word(cell["outcome"]),
                cell["lines"],
                f"{cell['type_changed']} of {cell['settings']}",
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
    yield from head("", trackers, "---")
    for kind in kinds:
        told = [_told(control.get(f"{tracker}/{kind}")) for tracker in trackers]
        yield f"| {kind} | " + " | ".join(told) + " |"
    yield ""
    yield from _notes({"control": control})


def _told(cell: Cell | None) -> str:
    if cell is None:
        return ""
    came = cell.get("came_back")
    said = f": {escape(came)}" if came and cell["outcome"] != "right" else ""
    return f"{letter(cell)}{said}"


def _matrix(rows: Rows) -> Iterator[str]:
    cases = [case for case in load.cases(rows) if case != "all"]
    if not cases:
        return
    yield from head("case", rows)
    for case in cases:
        letters = [_shown(case, row) for row in rows.values()]
        yield f"| {case} | " + " | ".join(letters) + " |"
    yield ""


def _notes(rows: Rows) -> Iterator[str]:
    """Yield a sentence on each cell that is not right, and on rows without cells."""
    for name, row in rows.items():
        if not row or "all" in row:
            whole = row.get("all", _NOT_HERE)
            yield f"* {name}: {cells.word(whole['outcome'])}: {whole['detail']}."
            continue
        for case, cell in row.items():
            if cell["outcome"] != "right":
                yield note(name, case, cell)
    yield ""


def _shown(case: str, row: dict[str, Cell]) -> str:
    """Return the letter of a cell; a dash where a row has no such case among its others."""
    if row and "all" not in row and case not in row:
        return "–"  # noqa: RUF001  a dash
    return letter(row.get(case) or row.get("all") or _NOT_HERE)


#: What a row without any cell of a category shows.
_NOT_HERE = {
    "outcome": "unmeasured",
    "by": "library",
    "detail": "`make benchmark-beyond` measures it",
}
