"""What was measured of a row at its releases, a column each; a file in which only changes stand.

A column is of one release on one interpreter.  Of its cells those are stored that are not as in the
column *before* it: that of the release before, or, of an interpreter's oldest, that of the same
release on the interpreter before.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from benchmarks.cells import Cell

#: What is kept of a cell, and by what two are told apart: texts name folders that no other run has.
KEPT = (
    *("outcome", "arrival", "arrived", "came_back", "message", "safety", "cause"),
    *(
        "arrival_cause",
        "trouble",
        "detail",
        "command",
        "files",
        "bytes",
        "setting",
        "asked",
    ),
    *("lines", "checks"),
)
_COMPARED = KEPT[:7]

#: Cells by category and case.
Cells = dict[str, dict[str, Cell]]

#: What stands for a case that the column before has, and this one has not.
GONE: Cell = {}


@dataclass
class Column:
    """A row at one release on one interpreter.

    Attributes
    ----------
    release
        Of its library; empty for what is part of Python.
    python
        The interpreter's whole version.
    versions
        What is installed there of what the row is about.
    refused
        Why nothing can be measured there: it cannot be installed, or the program does not start.
    of
        What that was found of, to be told from what is there now.
    units
        By category, what its cells were measured of, and what that took.
    cells
        What was measured.
    start, size
        How often its start takes the control's, and what its installation adds, in MiB.
    """

    release: str
    python: str
    versions: dict[str, str | None] = field(default_factory=dict)
    refused: str = ""
    of: dict[str, str] = field(default_factory=dict)
    units: dict[str, dict[str, Any]] = field(default_factory=dict)
    cells: Cells = field(default_factory=dict)
    start: dict[str, Any] = field(default_factory=dict)
    size: dict[str, Any] = field(default_factory=dict)

    @property
    def minor(self) -> str:
        """The interpreter's version as addresses have it, such as ``3.13``."""
        return ".".join(self.python.split(".")[:2])

    @property
    def name(self) -> str:
        """What it is called in a file: ``2.3.1 on 3.11``, ``3.11`` without a library."""
        return f"{self.release} on {self.minor}" if self.release else self.minor


def kept(cell: Cell) -> Cell:
    """Return what is kept of a cell."""
    return {key: cell[key] for key in KEPT if key in cell}


def same(one: Cell, other: Cell) -> bool:
    """Whether two cells are alike in all that tells two apart."""
    return [*map(one.get, _COMPARED)] == [*map(other.get, _COMPARED)]


def before(columns: Sequence[Column], at: int, category: str) -> Column | None:
    """Return the column that one is told beside, in a category; None for the first of all."""
    this = columns[at]
    measured = [each for each in columns[:at] if category in each.units]
    here = [each for each in measured if each.minor == this.minor]
    there = [each for each in measured if each.release == this.release]
    found = here or there or measured
    return found[-1] if found else None


def stored(columns: Sequence[Column]) -> dict[str, Any]:
    """Return columns by name as JSON has them, in which only changes stand."""
    return {
        each.name: {
            **{key: getattr(each, key) for key in _ALWAYS},
            **{key: told for key in _SOMETIMES if (told := getattr(each, key))},
            "cells": {
                category: _changed(before(columns, at, category), each, category)
                for category in each.units
            },
        }
        for at, each in enumerate(columns)
    }


_ALWAYS = ("release", "python", "versions", "units")
_SOMETIMES = ("refused", "of", "start", "size")


def _changed(earlier: Column | None, this: Column, category: str) -> dict[str, Any]:
    own = this.cells.get(category, {})
    base = earlier.cells.get(category, {}) if earlier else {}
    gone = {case: GONE for case in base if case not in own}
    changed = {
        case: cell
        for case, cell in own.items()
        if case not in base or not same(base[case], cell)
    }
    return {"before": earlier.name if earlier else "", "changed": changed | gone}


def loaded(stored: Mapping[str, Any]) -> list[Column]:
    """Return the columns of a file, each with all of its cells: the inverse of :func:`stored`.

    Of a cell that is alike in the column before, the texts are of that.
    """
    columns: dict[str, Column] = {}
    for name, told in stored.items():
        column = columns[name] = Column(**{**told, "cells": {}})
        for category, of_it in told["cells"].items():
            earlier = columns.get(of_it["before"])
            base = earlier.cells.get(category, {}) if earlier else {}
            whole = {**base, **of_it["changed"]}
            column.cells[category] = {
                case: cell for case, cell in whole.items() if cell != GONE
            }
    return [*columns.values()]
