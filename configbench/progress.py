"""How far something is, on standard error: a bar on a terminal, elsewhere a line now and then."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

#: Seconds from a line to the next, where no bar can be shown.
EVERY = 15.0


@dataclass(frozen=True)
class Progress:
    """How far something is.

    Attributes
    ----------
    stage
        What is done now, in a few words.
    done, of
        How many of how many; ``of`` is 0 where that is not known.
    """

    stage: str
    done: int = 0
    of: int = 0


#: Who is told how far it is.
Told = Callable[[Progress], None]


class Pace:
    """What was told last, and how long it still takes.

    Parameters
    ----------
    clock
        Tells seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last = Progress("starting")
        self._since = clock()

    @property
    def last(self) -> Progress:
        """What was told last."""
        return self._last

    def tell(self, last: Progress) -> None:
        """Hear how far it is."""
        if last.stage != self._last.stage:
            self._since = self._clock()
        self._last = last

    def left(self) -> str:
        """Return about how long this stage still takes, in words; empty if nobody knows."""
        last = self._last
        if not 0 < last.done <= last.of:
            return ""
        took = self._clock() - self._since
        seconds = took / last.done * (last.of - last.done)
        return f"about {seconds:.0f} s left" if seconds >= 1 else ""

    def count(self) -> str:
        """Return how many of how many are done; empty if nobody knows."""
        return f"{self._last.done:,} of {self._last.of:,}" if self._last.of else ""

    def line(self) -> str:
        """Return all of it in one line."""
        parts = (self._last.stage, self.count(), self.left())
        return ", ".join(part for part in parts if part)


@contextmanager
def shown(every: float = EVERY) -> Iterator[Told]:
    """Show progress meanwhile; yields what is to be told how far it is.

    Parameters
    ----------
    every
        Seconds from a line to the next, where no bar can be shown.
    """
    # Not before: who only tells how far it is waits for nothing that draws.
    from rich.console import Console  # noqa: PLC0415  see above

    pace = Pace()
    console = Console(stderr=True, highlight=False)
    with _bar(pace, console) if console.is_terminal else _lines(pace, every):
        yield pace.tell


@contextmanager
def _bar(pace: Pace, console: "Console") -> Iterator[None]:
    from rich.progress import BarColumn, TextColumn  # noqa: PLC0415  as above
    from rich.progress import Progress as Bar  # noqa: PLC0415

    columns = (
        TextColumn("{task.fields[stage]}", markup=False),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[count]}"),
        TextColumn("{task.fields[left]}"),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None, stage="starting", count="", left="")

        def show() -> None:
            last = pace.last
            bar.update(
                task,
                total=last.of or None,
                completed=last.done,
                stage=last.stage,
                count=pace.count(),
                left=pace.left(),
            )

        with _again(show, 0.25):
            yield


@contextmanager
def _lines(pace: Pace, every: float) -> Iterator[None]:
    def show() -> None:
        with suppress(OSError):  # nobody reads it
            print(f"configbench: {pace.line()}", file=sys.stderr, flush=True)

    with _again(show, every):
        yield


@contextmanager
def _again(show: Callable[[], None], every: float) -> Iterator[None]:
    """Call something every so many seconds meanwhile."""
    stop = threading.Event()

    def follow() -> None:
        while not stop.wait(every):
            show()

    thread = threading.Thread(target=follow, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
