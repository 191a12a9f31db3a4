"""Who answers for each cell of a row: pieces taken out, and, where none decides, whose hands."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from benchmarks import core, running
from benchmarks.categories import CATEGORIES, find
from benchmarks.categories.overrides.watched import hands
from benchmarks.category import SAVED, VALUES
from benchmarks.cells import TROUBLES, Cell
from benchmarks.dialect import load
from benchmarks.outcomes import Outcome, Party
from benchmarks.parties import stored
from benchmarks.parties.callers import Handled, party, require, summed, taken, watching
from benchmarks.parties.pieces import Piece, pieces
from benchmarks.parties.taking import deciding, require_unchanged
from benchmarks.registry import Adapter
from benchmarks.rerun import carry
from benchmarks.results import Results
from benchmarks.value_files.asking import watched
from benchmarks.workers import Memory
from configbench.workplace import workplace

#: Who answers for what is said of a gap, where no piece makes it one.
_ALWAYS: Mapping[str, Party] = {
    # The library has no way, or nothing that could be asked.
    Outcome.UNSUPPORTED: Party.LIBRARY,
    Outcome.NOT_APPLICABLE: Party.LIBRARY,
    # The library can, this program does not.
    Outcome.NOT_USED: Party.ADAPTER,
}


class Hands:
    """Through whose hands the cases of a row go, each looked at once."""

    def __init__(self, row: Adapter, overrides: Mapping[str, Cell]) -> None:
        self._row = row
        self._overrides = overrides
        self._seen: Memory[str, list[Handled]] = Memory()

    def of(self, way: str) -> list[Handled]:
        """Return who handles what goes a way, as :attr:`Category.way` has it."""
        return self._seen.get(way, partial(self._look, way))

    def party(self, way: str) -> tuple[Party, list[str]]:
        """Return who answers for what goes a way, and the calls of that party."""
        try:
            seen = self.of(way)
        except TROUBLES:
            return Party.UNMEASURED, []
        by = party(seen)
        return by, sorted({str(each) for each in seen if each.by is by})

    def _look(self, way: str) -> list[Handled]:
        if way == SAVED:
            return saved(self._row)
        if way == VALUES:
            return watched(self._row)
        cell = self._overrides.get(way, {})
        ended = (cell["exit"], cell["reached"]) if "exit" in cell else None
        return hands(self._row, find("overrides").cases((self._row,))[way], ended)


def saved(row: Adapter) -> list[Handled]:
    """Return who writes the saved config of a row, and who reads it again."""
    dialect, found = load(row), list[Handled]()
    words = dialect.words(dict([*core.MANY.items()][:1]))
    with workplace() as one, workplace() as two:
        running.probe(row, words, one, running.Manner(environ=watching(one)))
        written = [each for each in taken(one) if dialect.left_in([each.file])]
        found += summed(row, written, one, ("written",))
        again = dialect.restore(carry(dialect, one, two).path)
        running.probe(row, again, two, running.Manner(environ=watching(two)))
        found += summed(row, taken(two), two, ("read",))
    require(found, "written", "read")
    return found


def measure(row: Adapter, results: Results) -> dict[str, Any]:
    """Return who answers for each cell of a row, as ``parties.json`` has it.

    Parameters
    ----------
    row
        The row.
    results
        Where its cells are.

    Raises
    ------
    RowError
        If its pieces are malformed, or the program does not run without them.
    """
    own = pieces(row)
    require_unchanged(row, own)
    overrides = results["cells"]["overrides"].get(row.name, {})
    looked, told = Hands(row, overrides), dict[str, dict[str, Any]]()
    for category in CATEGORIES:
        cells: Mapping[str, Cell] = results["cells"][category.name].get(row.name, {})
        cases = category.cases((row,)) if cells else {}
        known = {name: cell for name, cell in cells.items() if name in cases}
        decided = deciding(row, category, known, own) if category.in_pieces else {}
        for name, cell in known.items():
            way = category.way(cases[name])
            if way:
                address = f"{category.name}/{name}"
                told[address] = _told(cell, decided.get(name, ()), looked, way)
    return {
        "sha256": stored.sha256(row),
        "pieces": [_described(piece, told) for piece in own],
        "cells": told,
    }


def _told(
    cell: Cell, decide: Sequence[Piece], looked: Hands, way: str
) -> dict[str, Any]:
    always = _ALWAYS.get(cell["outcome"])
    if always and not decide:
        return {"by": always}
    by, calls = looked.party(way)
    if not decide:
        return {"by": by, "calls": calls} if calls else {"by": by}
    told: dict[str, Any] = {
        "by": Party.ADAPTER,
        "pieces": [piece.name for piece in decide],
    }
    pages = [piece.documented for piece in decide]
    # An idiom of the library's around what goes through other hands is not what is documented.
    shown = all(pages) and by is Party.LIBRARY
    return told | ({"documented": pages[0]} if shown else {})


def _described(
    piece: Piece, told: Mapping[str, Mapping[str, Any]]
) -> dict[str, object]:
    """Return a piece, with the cells that it decides."""
    decides = [
        address
        for address, each in told.items()
        if piece.name in each.get("pieces", ())
    ]
    return {**piece.told(), "cells": decides}
