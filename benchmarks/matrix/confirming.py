"""What changes is measured once more, on both sides, before anybody is told of it.

Whatever differs from its first measurement is nobody's finding: its cell is unmeasured.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from benchmarks.categories import find
from benchmarks.cells import WHOLE_ROW, Cell
from benchmarks.matrix import columns
from benchmarks.matrix.book import Book
from benchmarks.matrix.columns import Column
from benchmarks.matrix.units import Answer, Unit
from benchmarks.outcomes import Outcome, Trouble

#: In the account of a unit: beside which columns its changes were confirmed, each with its day.
BESIDE = "beside"


class Pair(NamedTuple):
    """Two columns that are told beside each other, by their places, in a category."""

    before: int
    after: int
    category: str


def pairs(book: Book) -> Iterator[Pair]:
    """Yield what is told beside each other: a release and the one before, and two interpreters.

    Of what an interpreter has that is not here nothing can be measured again.
    """
    places = {
        (each.release, each.minor): number
        for number, each in enumerate(book.columns)
        if book.row(each)
    }
    releases = list(dict.fromkeys(release for release, _ in places))
    pythons = list(dict.fromkeys(python for _, python in places))
    for (release, python), number in places.items():
        each = book.columns[number]
        at, on = releases.index(release), pythons.index(python)
        beside = [(releases[at - 1], python)] if at else []
        beside += [(release, pythons[on - 1])] if on else []
        for other in beside:
            before = places.get(other)
            if before is None:
                continue
            for category in each.units.keys() & book.columns[before].units.keys():
                yield Pair(before, number, category)


def unconfirmed(book: Book) -> list[Pair]:
    """Return the pairs of which a side was measured since they were confirmed."""
    return [each for each in pairs(book) if not _is_confirmed(book, each)]


def _sides(book: Book, pair: Pair) -> tuple[Column, Column]:
    return book.columns[pair.before], book.columns[pair.after]


def _is_confirmed(book: Book, pair: Pair) -> bool:
    before, after = _sides(book, pair)
    told = after.units[pair.category].get(BESIDE, {})
    return bool(told.get(before.name) == before.units[pair.category]["created"])


def changed(book: Book, pair: Pair) -> list[str]:
    """Return the cases of which both sides were measured, and are not alike."""
    before, after = (each.cells[pair.category] for each in _sides(book, pair))
    return [
        case
        for case in before.keys() & after.keys() - {WHOLE_ROW}
        if Outcome.UNMEASURED not in (before[case]["outcome"], after[case]["outcome"])
        and not columns.same(before[case], after[case])
    ]


def again(book: Book, some: Iterable[Pair]) -> list[Unit]:
    """Return what has to be measured again to believe what changes in some pairs."""
    cases: dict[tuple[int, str], set[str]] = {}
    for pair in some:
        for side in pair[:2]:
            own = cases.setdefault((side, pair.category), set())
            own.update(changed(book, pair))
    return [
        Unit(row, find(category), tuple(sorted(own)))
        for (side, category), own in cases.items()
        if own and (row := book.row(book.columns[side]))
    ]


def take(book: Book, unit: Unit, answer: Answer) -> list[str]:
    """Take what was measured again; return the cases that are not as they were: unmeasured now."""
    stored = book.column(unit.row).cells[unit.category.name]
    unsteady = [
        case for case in unit.cases if not _again(stored[case], answer.cells, case)
    ]
    for case in unsteady:
        stored[case] = _UNSTEADY
    return unsteady


def _again(first: Cell, fresh: Mapping[str, Cell], case: str) -> bool:
    return case in fresh and columns.same(first, columns.kept(fresh[case]))


_UNSTEADY: Cell = {
    "outcome": str(Outcome.UNMEASURED),
    "trouble": str(Trouble.HERE),
    "detail": "two measurements of it are not alike",
}


def confirm(book: Book, some: Iterable[Pair]) -> None:
    """Write that what changes in some pairs is to be believed."""
    for pair in some:
        before, after = _sides(book, pair)
        beside = after.units[pair.category].setdefault(BESIDE, {})
        beside[before.name] = before.units[pair.category]["created"]
    book.save()
