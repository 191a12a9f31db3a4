"""The program of a row that records: what its users would write, in a copy of the row.

What all rows have alike stands in ``recipes/``, a file for each tracker.  A row's own lines are the
table ``[record]`` of its ``adapter.toml``:

``load`` (needed)
    The statements up to the settings: parse, make ``settings``, save.
``config`` (needed)
    The expression that is handed to the tracker.
``imports``
    What they need, beside the tracker.
``names``
    What they use of ``train.py``: ``load``, ``save`` and ``wire``, if nothing else is said.
``main``, ``start``
    The head of the function, and the statement that calls it, where a library wants others.

In all of them ``{name}`` is the row's name.  A row that has a file ``with_wandb.py`` of its own has
that instead.
"""

import ast
from collections.abc import Mapping
from pathlib import Path

from benchmarks.categories.lines import formatted
from benchmarks.categories.remote.cases import TRACKERS, program_name
from benchmarks.copying import copy_row
from benchmarks.errors import AbsentError, RowError
from benchmarks.forms import TEXT, TEXTS, Form, check
from benchmarks.registry import Adapter
from benchmarks.templates import filled

_RECIPES = Path(__file__).with_name("recipes")

_FORMS: Mapping[str, Form] = {
    "load": TEXT,
    "config": TEXT,
    "imports": TEXT,
    "names": TEXTS,
    "main": TEXT,
    "start": TEXT,
}
_NEEDED = ("load", "config")
_USUAL = {
    "imports": "",
    "names": ["load", "save", "wire"],
    "main": "def main() -> None:",
    "start": "main()",
}


def text(row: Adapter, tracker: str) -> str:
    """Return the program that records with a tracker, laid out by the one formatter.

    Raises
    ------
    AbsentError
        If the row has neither the lines for it nor a file of its own.
    RowError
        If its lines have another form, or make no Python.
    """
    own = row.file(program_name(tracker))
    if own.is_file():
        return own.read_text(encoding="utf-8")
    path = row.folder / "adapter.toml"
    if not row.record:
        raise AbsentError(
            f"{path}: no [record], nor a {own.name} beside it; the category remote needs one"
        )
    check(path, row.record, _FORMS, _NEEDED, "record")
    lines = {**_USUAL, **row.record}
    lines["names"] = ", ".join(lines["names"])
    lines = {key: filled(each, {"name": row.name}) for key, each in lines.items()}
    recipe = (_RECIPES / f"{tracker}.py.txt").read_text(encoding="utf-8")
    program = filled(recipe, {**lines, "title": row.title})
    try:
        ast.parse(program)
    except (SyntaxError, ValueError) as error:
        raise RowError(
            f"{path}: record makes no Python with {tracker}: {error}"
        ) from error
    return formatted(program)


def texts(row: Adapter) -> dict[str, str]:
    """Return the programs that record with each tracker, or raise what :func:`text` raises."""
    return {tracker: text(row, tracker) for tracker in TRACKERS}


def write(row: Adapter, tracker: str, folder: Path) -> Path:
    """Write the program beside a copy of the row's, where it finds that and the config files."""
    program = copy_row(row, folder).with_name(program_name(tracker))
    program.write_text(text(row, tracker), encoding="utf-8")
    return program
