"""The whole matrix, or a part of it: what is left of it is measured, and written at once."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.category import Category
from benchmarks.environments.building import Builder, prepare
from benchmarks.environments.interpreters import Interpreter
from benchmarks.matrix import confirming, stated, units
from benchmarks.matrix.book import Book
from benchmarks.matrix.stated import Stated
from benchmarks.matrix.units import Answer, Unit
from benchmarks.nursery import NURSERY
from benchmarks.registry import Adapter, control
from configbench import interruption
from configbench.errors import UnmeasuredError

#: Measures units, and yields each with what came of it, as they are done.
Follow = Callable[[Sequence[Unit]], Iterator[tuple[Unit, Answer]]]

#: Told a line of how far it is.
Tell = Callable[[str], None]


@dataclass
class Matrix:
    """What is to be measured.

    Attributes
    ----------
    books
        One for each row.
    categories
        What is asked.
    tell
        Told how far it is.
    """

    books: Sequence[Book]
    categories: Sequence[Category]
    tell: Tell = lambda _: None
    faults: list[str] = field(default_factory=list)

    @classmethod
    def opened(
        cls,
        rows: Sequence[Adapter],
        interpreters: Sequence[Interpreter],
        folder: Path,
        known: Mapping[str, Stated],
        categories: Sequence[Category],
        tell: Tell,
    ) -> "Matrix":
        """Return the matrix of some rows, with what is stored of it."""
        books = []
        for row in rows:
            placed = stated.placed(row, interpreters, known)
            books.append(Book.opened(placed, known.get(row.name), folder))
        return cls(books, categories, tell)

    @property
    def size(self) -> int:
        """How many units there are, those aside that are refused."""
        return sum(
            row.interpreter.own or category.anywhere
            for book in self.books
            for row in book.rows
            for category in self.categories
            if not book.refused(row)
        )

    def _left(self, book: Book) -> Iterator[Unit]:
        """Yield what is to be measured of a row; environments are built, programs tried."""
        builder = Builder()
        for row in book.rows:
            left = book.left(row, self.categories)
            if not left or book.refused(row):
                continue
            interruption.check()
            try:
                why = units.build(row, builder) or units.refusal(row)
            except UnmeasuredError as error:
                self._fault(str(error))
                continue
            if why:
                book.refuse(row, why)
                self.tell(f"{units.called(row)}: {why}")
            else:
                yield from (Unit(row, category) for category in left)
        NURSERY.close()

    def measure(self, follow: Follow, *, together: bool = False) -> int:
        """Measure what is left, and once more what changes; return how many units that were.

        Row by row, so that whoever is killed has whole rows; ``together`` where many machines wait
        for units.
        """
        parts = [self.books] if together else [[book] for book in self.books]
        return sum(self._measured(part, follow) for part in parts)

    def _measured(self, books: Sequence[Book], follow: Follow) -> int:
        left = [unit for book in books for unit in self._left(book)]
        of = {book.name: book for book in books}
        done = 0
        for unit, answer in self._followed(follow, left):
            name = unit.category.name
            of[unit.row.name].put(unit.row, name, answer.cells, answer.account)
            done += 1
        self._confirm(of, follow)
        return done

    def _confirm(self, books: Mapping[str, Book], follow: Follow) -> None:
        pairs = {name: confirming.unconfirmed(book) for name, book in books.items()}
        wanted = [
            unit
            for name, book in books.items()
            for unit in confirming.again(book, pairs[name])
        ]
        done = set[int]()
        for unit, answer in self._followed(follow, wanted):
            for case in confirming.take(books[unit.row.name], unit, answer):
                self.tell(f"{unit}: {case}: not as before, so nobody's finding")
            done.add(id(unit))
        missing = {
            (unit.row.name, unit.category.name)
            for unit in wanted
            if id(unit) not in done
        }
        for name, book in books.items():
            if some := [
                pair for pair in pairs[name] if (name, pair.category) not in missing
            ]:
                confirming.confirm(book, some)

    def _followed(
        self, follow: Follow, some: Sequence[Unit]
    ) -> Iterator[tuple[Unit, Answer]]:
        """Yield what was measured, without what a fault of ours has ended; tell how far it is."""
        began = time.monotonic()
        for number, (unit, answer) in enumerate(follow(some) if some else (), 1):
            if answer.fault:
                self._fault(f"{unit}: {answer.fault}")
                continue
            yield unit, answer
            self.tell(
                f"{number}/{len(some)} {unit}: {answer.account['seconds']} s "
                f"({time.monotonic() - began:.0f} s in all)"
            )

    def _fault(self, sentence: str) -> None:
        self.faults.append(sentence)
        self.tell(sentence)


def ready(rows: Sequence[Adapter]) -> None:
    """Have what rows are measured beside built: the training core, and our tools."""
    prepare([control(), *rows])
