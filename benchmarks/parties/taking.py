"""Which pieces of a row decide how its cells come out: taken out, and measured again."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from benchmarks.category import Category, Order
from benchmarks.cells import Case, Cell
from benchmarks.errors import RowError
from benchmarks.judging import judge_request
from benchmarks.measuring import cells_of
from benchmarks.outcomes import NOT_RUN, Kind, Outcome
from benchmarks.parties.pieces import Piece, taken_out
from benchmarks.registry import Adapter
from benchmarks.running import defaults, probe
from benchmarks.texts import last_line

#: Pieces that decide a case: all of them must be out for it to come out otherwise.
Deciding = dict[str, tuple[Piece, ...]]

#: Tells which of some cases come out otherwise without some pieces.
Changed = Callable[[Sequence[Piece], Sequence[str]], Iterable[str]]


@dataclass(frozen=True)
class Copies:
    """Copies of a row without some of its pieces, measured.

    Attributes
    ----------
    row, category
        What is measured.
    cells
        How it comes out with all its pieces, by case.
    """

    row: Adapter
    category: Category
    cells: Mapping[str, Cell]

    @cached_property
    def cases(self) -> Mapping[str, Case]:
        """The cases of the category."""
        return self.category.cases((self.row,))

    def measured(self, taken: Sequence[Piece], names: Sequence[str]) -> dict[str, Cell]:
        """Return how some cases come out without some pieces."""
        if not names:
            return {}
        with taken_out(self.row, taken) as copy:
            order = Order((copy,), tuple(names))
            found = cells_of(self.category, order)
            return {address.case: cell for address, cell in found}

    def changed(self, taken: Sequence[Piece], names: Sequence[str]) -> list[str]:
        """Return which of some cases come out otherwise without some pieces."""
        fresh = self.measured(taken, names)
        return [name for name in names if self._otherwise(name, fresh.get(name))]

    def _otherwise(self, name: str, fresh: Cell | None) -> bool:
        if fresh is None or not did(fresh):
            return False
        # An observation is always right: what is told of it counts.
        if self.cases[name].kind is Kind.OBSERVATION:
            return bool(self.cells[name]["detail"] != fresh["detail"])
        if "attempt_outcome" in self.cells[name]:
            # A gap is the program's own where an attempt does what is asked without a piece.
            return did(fresh) == Outcome.RIGHT
        if _unsaved(fresh) and not _unsaved(self.cells[name]):
            # Without the piece there was nothing to save: nothing is told of saving it.
            return False
        return did(self.cells[name]) != did(fresh)

    def masked(self, taken: Sequence[Piece], names: Sequence[str]) -> list[str]:
        """Return which mistakes are refused without some pieces, too, but in other words.

        What one piece refuses, the lack of another may refuse before it.
        """
        mistakes = [name for name in names if self.cases[name].kind is Kind.MISTAKE]
        fresh = self.measured(taken, mistakes)
        return [
            name
            for name, cell in fresh.items()
            if cell.get("says") != self.cells[name].get("says")
        ]


def deciding(
    row: Adapter, category: Category, cells: Mapping[str, Cell], pieces: Sequence[Piece]
) -> Deciding:
    """Return the pieces that decide each of a row's cells; what none decides is left out.

    Parameters
    ----------
    row, category
        What is measured.
    cells
        How it comes out with all its pieces, by case.
    pieces
        All of the row's.

    Raises
    ------
    RowError
        If the row cannot be copied.
    """
    copies = Copies(row, category, cells)
    left = [name for name in cells if name in copies.cases and did(cells[name])]
    # What documentation does not show comes first: where either would do, that is named.
    ordered = sorted(pieces, key=lambda piece: bool(piece.documented))
    own = [piece for piece in ordered if not piece.documented]
    found: Deciding = {}
    for taken in [own, ordered] if len(own) < len(ordered) else [own]:
        if taken:
            found |= explained(copies.changed(taken, left), taken, copies.changed)
            left = [name for name in left if name not in found]
    if ordered:
        left = copies.masked(ordered, left)
        for piece in ordered:
            found |= dict.fromkeys(copies.changed((piece,), left), (piece,))
            left = [name for name in left if name not in found]
    return found


def did(cell: Cell) -> str | None:
    """Return what the program did: of a declared gap what came of the attempt; or that none ran."""
    outcome = str(cell.get("attempt_outcome", cell["outcome"]))
    if outcome in NOT_RUN:
        return None
    # Refused by the training core alone is not refused as before.
    return f"{outcome} by the core" if cell.get("core") else outcome


#: What a cell of the round trip tells of its first run, where that was refused.
_NOTHING: Mapping[str, object] = {"used": None, "arrived": None, "saved": []}


def _unsaved(cell: Cell) -> bool:
    return any(
        key in cell and cell[key] == nothing for key, nothing in _NOTHING.items()
    )


def explained(
    cases: Sequence[str],
    candidates: Sequence[Piece],
    changed: Changed,
    out: tuple[Piece, ...] = (),
) -> Deciding:
    """Return for each case a smallest set of pieces without which it comes out otherwise.

    That is QuickXplain (Junker, 2004, AAAI), of all cases at once: halves of the candidates are
    taken out, and of what needs some of both, one half after the other.

    Parameters
    ----------
    cases
        All come out otherwise without ``out`` and all ``candidates``, and none without ``out``.
    candidates
        Where to look.
    changed
        Measures.
    out
        What is out anyway.
    """
    if not cases:
        return {}
    if len(candidates) == 1:
        return dict.fromkeys(cases, (*candidates,))
    middle = len(candidates) // 2
    halves = candidates[:middle], candidates[middle:]
    found: Deciding = {}
    left = [*cases]
    for half in halves:
        enough = [*changed((*out, *half), left)]
        found |= explained(enough, half, changed, out)
        left = [case for case in left if case not in found]
    # Some of each: a smallest part of the second beside the whole first, then of the first.
    first, second = halves
    beside = explained(left, second, changed, (*out, *first))
    for part, alike in _by_value(beside).items():
        rest = explained(alike, first, changed, (*out, *part))
        found |= {case: (*pieces, *part) for case, pieces in rest.items()}
    return found


def _by_value(found: Deciding) -> dict[tuple[Piece, ...], list[str]]:
    alike = defaultdict(list)
    for case, pieces in found.items():
        alike[pieces].append(case)
    return alike


def require_unchanged(row: Adapter, pieces: Sequence[Piece]) -> None:
    """Require that a command without words gives the core the same without each piece, and all.

    A program that is broken without a piece would tell nothing of what the piece is for.

    Raises
    ------
    RowError
        With what the program says without it, or what arrives.
    """
    own = defaults(row)
    alone = [(piece,) for piece in pieces]
    for taken in (*alone, tuple(pieces)) if len(pieces) > 1 else alone:
        with taken_out(row, taken) as copy:
            seen = probe(copy)
        judged = judge_request(seen, {}, own)
        if judged.outcome is not Outcome.RIGHT:
            names = ", ".join(repr(piece.name) for piece in taken)
            says = last_line(seen.finished.stderr)
            raise RowError(
                f"{row.folder / 'adapter.toml'}: pieces: without {names} a command without words "
                f"does not train as before: {judged.detail}{says and f': {says}'}"
            )
