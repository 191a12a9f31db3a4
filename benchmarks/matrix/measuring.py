"""The whole matrix, or a part of it: what is left of it is measured, and written at once."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.category import Category
from benchmarks.environments.building import Builder, prepare
from benchmarks.environments.interpreters import Interpreter
from benchmarks.matrix import stated, units
from benchmarks.matrix.book import Book
from benchmarks.matrix.stated import Stated
from benchmarks.matrix.units import Answer, Unit
from benchmarks.nursery import NURSERY
from benchmarks.registry import Adapter, control
from configbench import interruption

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

    def left(self) -> list[Unit]:
        """Return what is to be measured, row by row; environments are built, programs tried."""
        return [unit for book in self.books for unit in self._left(book)]

    def _left(self, book: Book) -> Iterator[Unit]:
        builder = Builder()
        for row in book.rows:
            left = book.left(row, self.categories)
            if not left or book.refused(row):
                continue
            interruption.check()
            why = units.build(row, builder) or units.refusal(row)
            if why:
                book.refuse(row, why)
                self.tell(f"{units.called(row)}: {why}")
            else:
                yield from (Unit(row, category) for category in left)
        NURSERY.close()

    def measure(self, follow: Follow) -> int:
        """Measure what is left; return how many units that were."""
        done = 0
        left = self.left()
        books = {book.name: book for book in self.books}
        began = time.monotonic()
        for unit, answer in follow(left):
            if answer.fault:
                self.faults.append(f"{unit}: {answer.fault}")
                self.tell(self.faults[-1])
                continue
            done += 1
            book = books[unit.row.name]
            book.put(unit.row, unit.category.name, answer.cells, answer.account)
            spent = time.monotonic() - began
            self.tell(
                f"{done}/{len(left)} {unit}: {answer.account['seconds']} s ({spent:.0f} s in all)"
            )
        return done


def ready(rows: Sequence[Adapter]) -> None:
    """Have what rows are measured beside built: the training core, and our tools."""
    prepare([control(), *rows])
