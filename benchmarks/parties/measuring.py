"""Who answers for each cell of a row: pieces taken out, and, where none decides, whose hands."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from benchmarks import core, running
from benchmarks.categories import CATEGORIES, find
from benchmarks.categories.overrides.watched import hands
from benchmarks.category import SAVED, VALUES, Category
from benchmarks.cells import TROUBLES, Cell
from benchmarks.dialect import load
from benchmarks.outcomes import Outcome, Party
from benchmarks.parties.callers import Handled, party, require, summed, taken, watching
from benchmarks.parties.pieces import Piece, pieces
from benchmarks.parties.pieces import sha256 as pieces_sha256
from benchmarks.parties.taking import Deciding, deciding, require_unchanged
from benchmarks.registry import Adapter
from benchmarks.rerun import carry
from benchmarks.results import Results
from benchmarks.value_files.asking import watched
from benchmarks.workers import Memory
from configbench.workplace import Workplace, workplace

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
    """Return who writes the saved config of a row, and who reads it again.

    Not in forks: a library that keeps ``open`` where it is imported (Gin does) would keep one that
    tells nothing.
    """
    dialect, found = load(row), list[Handled]()
    words = dialect.words(dict([*core.MANY.items()][:1]))
    with workplace() as one, workplace() as two:
        running.probe(row, words, one, _fresh(one))
        written = [each for each in taken(one) if dialect.left_in([each.file])]
        found += summed(row, written, one, ("written",))
        again = dialect.restore(carry(dialect, one, two).path)
        running.probe(row, again, two, _fresh(two))
        found += summed(row, taken(two), two, ("read",))
    require(found, "written", "read")
    return found


def _fresh(place: Workplace) -> running.Manner:
    return running.Manner(environ=watching(place), fresh=True)


class Asking:
    """One row that is asked: parts that may be measured beside each other, and their sum.

    Raises
    ------
    RowError
        If its pieces are malformed.
    """

    def __init__(self, row: Adapter, results: Results) -> None:
        self._row = row
        self._pieces, sha256 = pieces(row), row.sha256()
        self._cells = {
            category.name: _measured(category, row, results, sha256)
            for category in CATEGORIES
        }

    def parts(self) -> dict[str, Callable[[], Deciding]]:
        """Return what is measured, by name: in each category which pieces decide.

        Raises
        ------
        RowError
            If the program does not run without its pieces.
        """
        require_unchanged(self._row, self._pieces)
        return {
            category.name: partial(
                deciding, self._row, category, self._cells[category.name], self._pieces
            )
            for category in CATEGORIES
            if category.in_pieces and self._cells[category.name]
        }

    def told(self, decided: Mapping[str, Deciding]) -> dict[str, Any]:
        """Return who answers for each cell, as ``parties.json`` has it."""
        told = self._looked_at(CATEGORIES, decided)
        return {
            "sha256": pieces_sha256(self._row),
            "pieces": [_described(piece, told) for piece in self._pieces],
            "cells": told,
        }

    def completed(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """Return what is told of the row, with the cells of which no piece is taken out anew."""
        whole = [category for category in CATEGORIES if not category.in_pieces]
        return {**told, "cells": {**told["cells"], **self._looked_at(whole, {})}}

    def _looked_at(
        self, categories: Iterable[Category], decided: Mapping[str, Deciding]
    ) -> dict[str, dict[str, Any]]:
        """Return who answers for each cell of some categories."""
        looked = Hands(self._row, self._cells["overrides"])
        told: dict[str, dict[str, Any]] = {}
        for category in categories:
            cases = category.cases((self._row,))
            found = decided.get(category.name, {})
            for name, cell in self._cells[category.name].items():
                if way := category.way(cases[name]):
                    address = f"{category.name}/{name}"
                    told[address] = _told(cell, found.get(name, ()), looked, way)
        return told


def _measured(
    category: Category, row: Adapter, results: Results, sha256: str
) -> dict[str, Cell]:
    """Return the cells of a row in a category, if they are of the row as it is by this hash."""
    unit = results["units"].get(f"{category.name}/{row.name}", {})
    if unit.get("sha256") != sha256:
        return {}
    cases = category.cases((row,))
    cells: Mapping[str, Cell] = results["cells"][category.name].get(row.name, {})
    return {name: cell for name, cell in cells.items() if name in cases}


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
