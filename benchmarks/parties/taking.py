"""Which pieces of a row decide how its cells come out: taken out, and measured again."""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from benchmarks.category import Category, Order
from benchmarks.cells import Cell
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
        If the program without them does not even run.
    """
    cases = category.cases((row,))
    run = [name for name, cell in cells.items() if name in cases and did(cell)]

    def changed(taken: Sequence[Piece], names: Sequence[str]) -> list[str]:
        fresh = _measured(row, category, taken, names)
        return [case for case in names if otherwise(case, fresh.get(case))]

    def otherwise(case: str, fresh: Cell | None) -> bool:
        if fresh is None or not did(fresh):
            return False
        # An observation is always right: what is told of it counts.
        if cases[case].kind is Kind.OBSERVATION:
            return bool(cells[case]["detail"] != fresh["detail"])
        return did(cells[case]) != did(fresh)

    if not pieces or not run:
        return {}
    # What documentation does not show comes first: where either would do, that is named.
    ordered = sorted(pieces, key=lambda piece: bool(piece.documented))
    own = [piece for piece in ordered if not piece.documented]
    found = explained(changed(own, run), own, changed) if own else {}
    left = [case for case in run if case not in found]
    return found | explained(changed(ordered, left), ordered, changed)


def did(cell: Cell) -> str | None:
    """Return what the program did: of a declared gap what came of the attempt; or that none ran."""
    outcome = str(cell.get("attempt_outcome", cell["outcome"]))
    return None if outcome in NOT_RUN else outcome


def _measured(
    row: Adapter, category: Category, taken: Iterable[Piece], cases: Sequence[str]
) -> dict[str, Cell]:
    with tempfile.TemporaryDirectory(prefix="configbench-") as folder:
        copy = taken_out(row, taken, Path(folder) / "without")
        order = Order((copy,), tuple(cases))
        return {address.case: cell for address, cell in cells_of(category, order)}


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
        enough = [*changed((*out, *half), left)] if left else []
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
        with tempfile.TemporaryDirectory(prefix="configbench-") as folder:
            seen = probe(taken_out(row, taken, Path(folder) / "without"))
        judged = judge_request(seen, {}, own)
        if judged.outcome is not Outcome.RIGHT:
            names = ", ".join(repr(piece.name) for piece in taken)
            says = last_line(seen.finished.stderr)
            raise RowError(
                f"{row.folder / 'adapter.toml'}: pieces: without {names} a command without words "
                f"does not train as before: {judged.detail}{says and f': {says}'}"
            )
