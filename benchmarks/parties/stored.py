"""``parties.json``, beside the results: who answers for the cells of each row, as measured."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from benchmarks import whole_files
from benchmarks.cells import Cell
from benchmarks.outcomes import Outcome, Party
from benchmarks.parties import pieces
from benchmarks.registry import Adapter
from configbench.errors import ConfigbenchError, UserError

NAME = "parties.json"

#: The rows of a file, by name.
Stored = dict[str, Any]


def sha256(row: Adapter) -> str:
    """Return the hash of a row by which what was measured of it is known again."""
    return pieces.sha256(row)


def load(results: Path) -> Stored:
    """Return what is stored beside some results; nothing where there is none.

    Raises
    ------
    UserError
        If it cannot be read.
    """
    path = results.with_name(NAME)
    if not path.is_file():
        return {}
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        rows: Stored = {
            name: {key: each[key] for key in ("sha256", "pieces", "cells")}
            for name, each in content["rows"].items()
        }
        for told in (told for each in rows.values() for told in each["cells"].values()):
            Party(told["by"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
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


def current(rows: Stored, row: Adapter) -> Mapping[str, Any] | None:
    """Return what is stored of a row as it is now; nothing if it was another."""
    found: Mapping[str, Any] | None = rows.get(row.name)
    if found is None:
        return None
    try:
        return found if found["sha256"] == sha256(row) else None
    except (
        ConfigbenchError
    ):  # what is wrong with its pieces is told by who takes them out
        return None


def measured(content: Mapping[str, Any], row: Adapter) -> bool:
    """Whether some results have cells of a row as it is now."""
    own = row.sha256()
    return any(
        unit["sha256"] == own
        for address, unit in content["units"].items()
        if address.partition("/")[2] == row.name
    )


def covers(told: Mapping[str, Any], content: Mapping[str, Any], name: str) -> bool:
    """Whether what is stored of a row tells of all its cells that somebody answers for."""
    return all(
        f"{category}/{case}" in told["cells"]
        for category, by_row in content["cells"].items()
        for case, cell in by_row.get(name, {}).items()
        if cell["by"] == Party.UNMEASURED and cell["outcome"] != Outcome.UNMEASURED
    )


def label(content: Mapping[str, Any], rows: Stored, known: Iterable[Adapter]) -> None:
    """Say in results who answers for each cell of some rows, as far as it was measured."""
    for row in known:
        if told := current(rows, row):
            for category, by_row in content["cells"].items():
                for case, cell in by_row.get(row.name, {}).items():
                    if each := told["cells"].get(f"{category}/{case}"):
                        _put(cell, each)


def _put(cell: Cell, told: Mapping[str, Any]) -> None:
    for key in LABELS:
        cell.pop(key, None)
    cell.update({key: told[key] for key in LABELS if key in told})
    # The core answers for what it refused and the library had let pass: no line of the program.
    if cell.get("core") and cell["by"] != Party.ADAPTER:
        cell["by"] = str(Party.CORE)


#: What of a cell tells who answers for it.
LABELS = ("by", "pieces", "documented", "calls")
