"""The section on what lies beyond one process: remote records, sweeps, several ranks."""

from collections.abc import Iterator
from typing import Any

from report.figures import LETTERS
from report.load import BEYOND, Results

_TITLES = {"remote": "Remote records", "sweep": "Sweeps", "ranks": "Several ranks"}

_SAYS = {
    "remote": "",
    "sweep": "",
    "ranks": "`torchrun --nproc-per-node 2` starts the unchanged programs; both ranks run all of "
    "it. *one_run*: the second rank starts 1.2 s later, and each file is noted with who wrote it. "
    "*other_config*: rank 1 gets another learning rate.",
}


def render(results: Results) -> str:
    """Return the section; without any cell, it says how to get them."""
    parts = [
        "## Beyond one process",
        "",
        "Measured by `make benchmark-beyond`, in an environment of its own (`.venv-beyond`): the "
        "plugins that sweeps need would slow the start of programs that do not use them. Commands "
        "below start with `python`: that of `.venv-beyond/bin`.",
        "",
    ]
    for axis in BEYOND:
        parts += _axis(axis, results)
    return "\n".join(parts) + "\n"


def _axis(axis: str, results: Results) -> Iterator[str]:
    rows = {
        name: results[axis].get(name, {})
        for name in dict.fromkeys([*results["adapters"], *results[axis]])
    }
    cases = list(
        dict.fromkeys(
            case for cells in rows.values() for case in cells if case != "all"
        )
    )
    yield f"### {_TITLES[axis]}"
    yield ""
    if not cases:
        yield "Not measured: `make benchmark-beyond` installs what it needs and measures it."
        yield ""
        return
    if _SAYS[axis]:
        yield _SAYS[axis]
        yield ""
    yield "| case | " + " | ".join(rows) + " |"
    yield "| --- |" + " :---: |" * len(rows)
    for case in cases:
        letters = [
            _letter(cells.get(case) or cells.get("all")) for cells in rows.values()
        ]
        yield f"| {case} | " + " | ".join(letters) + " |"
    yield ""
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
                cause = f" Cause: {cell['cause']}." if "cause" in cell else ""
                yield f"* {name}, {case}: {cell['outcome']}. {_text(cell['detail'])}.{cause}"
    yield ""
    yield f"One cell afresh: `python -m benchmarks reproduce {axis}/NAME/CASE`."
    yield ""


def _letter(cell: dict[str, Any] | None) -> str:
    letter = LETTERS[cell["outcome"] if cell else "skipped"]
    hand = "ʰ" if cell and cell["by"] == "hand" else ""
    return f"**{letter}**{hand}" if letter in "SLBtr" else f"{letter}{hand}"


def _text(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
