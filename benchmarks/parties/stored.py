"""``parties.json``, beside the results: who answers for the cells of each row, as measured."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks import json_files
from benchmarks.cells import Cell
from benchmarks.outcomes import Outcome, Party
from benchmarks.parties.pieces import sha256
from benchmarks.registry import Adapter
from configbench import whole_files
from configbench.errors import ConfigbenchError, UserError

NAME = "parties.json"

#: What is told of a row, and the rows of a file by name.
Told = Mapping[str, Any]
Stored = dict[str, Any]


def load(results: Path) -> Stored:
    """Return what is stored beside some results; nothing where there is none.

    Raises
    ------
    UserError
        If it cannot be read.
    """
    path = results.with_name(NAME)
    if not path.exists():
        return {}
    content = json_files.read(path)
    try:
        rows: Stored = {
            name: {key: each[key] for key in ("sha256", "pieces", "cells")}
            for name, each in content["rows"].items()
        }
        for told in (told for each in rows.values() for told in each["cells"].values()):
            Party(told["by"])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise UserError(f"{path}: cannot be read: {error!r}; remove it") from error
    return rows


def save(rows: Stored, results: Path) -> None:
    """Write what is stored beside some results.

    Raises
    ------
    UserError
        If the folder cannot be written.
    """
    text = json.dumps({"rows": rows}, indent=1, ensure_ascii=False)
    whole_files.write(results.with_name(NAME), text + "\n")


def current(rows: Stored, row: Adapter) -> Told | None:
    """Return what is stored of a row as it is now; nothing if it was another."""
    found: Told | None = rows.get(row.name)
    try:
        return found if found and found["sha256"] == sha256(row) else None
    except ConfigbenchError:
        # What is wrong with its pieces is told by who takes them out.
        return None


def all_current(rows: Stored, known: Iterable[Adapter]) -> dict[str, Told]:
    """Return what is stored of those of some rows that are as they were, by name."""
    found = {row.name: current(rows, row) for row in known}
    return {name: told for name, told in found.items() if told is not None}


def measured(content: Mapping[str, Any], row: Adapter) -> bool:
    """Whether some results have cells of a row as it is now."""
    own = row.sha256()
    return any(
        unit["sha256"] == own
        for address, unit in content["units"].items()
        if address.partition("/")[2] == row.name
    )


def unknown(content: Mapping[str, Any], name: str) -> Iterator[str]:
    """Yield ``category/case`` of each measured cell of a row of which nobody knows who answers."""
    for category, by_row in content["cells"].items():
        for case, cell in by_row.get(name, {}).items():
            measured_ = cell["outcome"] != Outcome.UNMEASURED
            if cell["by"] == Party.UNMEASURED and measured_:
                yield f"{category}/{case}"


def label(cells: Mapping[str, Cell], told: Told, category: str) -> bool:
    """Say in a row's cells of a category who answers for each, as far as it is told.

    Returns
    -------
    bool
        Whether anything is said that was not.
    """
    changed = False
    for case, cell in cells.items():
        if each := told["cells"].get(f"{category}/{case}"):
            changed |= _put(cell, each)
    return changed


def _put(cell: Cell, told: Mapping[str, Any]) -> bool:
    before = {key: cell.pop(key) for key in LABELS if key in cell}
    now = {key: told[key] for key in LABELS if key in told}
    # The core answers for what it refused and the library had let pass: no line of the program.
    if cell.get("core") and now["by"] != Party.ADAPTER:
        now["by"] = str(Party.CORE)
    cell.update(now)
    return now != before


#: What of a cell tells who answers for it.
LABELS = ("by", "pieces", "documented", "calls")
