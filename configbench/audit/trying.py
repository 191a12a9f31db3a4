"""What runs tries, as it is seen by whoever has some: the engine, or two of them."""

from collections.abc import Generator, Sequence
from typing import Protocol

from configbench.audit.model import Arrived, Line, Try


class Trying(Protocol):
    """Runs tries of one program."""

    @property
    def jobs(self) -> int:
        """How many tries at a time."""

    @property
    def as_given(self) -> tuple[Arrived, ...]:
        """What became of the words as given, one run after the other."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What a user must know of how it was run, in sentences."""

    def run(self, tries: Sequence[Try]) -> Generator[tuple[Try, Arrived], None, None]:
        """Run tries; yield each with what became of it, as they are done."""

    def ask(self, lines: Sequence[tuple[str, ...]]) -> list[Arrived]:
        """Run words, appended to those as given; return what became of each, in their order."""

    def ask_lines(self, lines: Sequence[Line]) -> list[Arrived]:
        """Run whole lines; return what became of each, in their order."""

    def fresh(self, tried: Try) -> Arrived:
        """Run a try in a process of its own."""
