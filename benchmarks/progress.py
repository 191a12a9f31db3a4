"""Progress of a run: how much is done, what is being measured, and about how long it still takes.

On a terminal a bar; elsewhere, in a log, a line every fifteen seconds.
"""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn
from rich.text import Text

#: Seconds from a line to the next, where no bar can be shown.
EVERY = 15.0

#: How many of the units that are being measured are named.
_NAMED = 4


class Ledger:
    """How much of a run is done; told from several threads.

    Parameters
    ----------
    weights
        What each unit takes, about, in seconds of the run: where units are measured beside each
        other, its share of them.
    clock
        Tells seconds.
    """

    def __init__(
        self, weights: Mapping[str, float], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._weights = weights
        self._done = dict.fromkeys(weights, 0.0)
        self._now: list[str] = []
        self._clock = clock
        self._began = self._at = clock()
        self._lock = threading.Lock()

    @property
    def total(self) -> float:
        """The seconds of all units, about."""
        return sum(self._weights.values())

    @property
    def done(self) -> float:
        """The seconds of what is done, by the same measure."""
        with self._lock:
            return sum(self._done.values())

    @contextmanager
    def unit(self, name: str) -> Iterator[Callable[[float], None]]:
        """A unit is measured meanwhile; yields what is told how much of its weight is done."""
        with self._lock:
            self._now.append(name)

        def advance(by: float) -> None:
            self._put(name, min(self._done[name] + by, self._weights[name]))

        try:
            yield advance
        finally:
            with self._lock:
                self._now.remove(name)
            self._put(name, self._weights[name])

    def _put(self, name: str, done: float) -> None:
        with self._lock:
            self._done[name] = done
            self._at = self._clock()

    def left(self) -> float | None:
        """Return the seconds that are left, from the pace so far; counted down since the last word.

        None as long as nothing is done.
        """
        done, total = self.done, self.total
        if not done:
            return None
        pace = (self._at - self._began) / done
        return max(0.0, pace * (total - done) - (self._clock() - self._at))

    def left_in_words(self) -> str:
        """Return about how long it still takes."""
        left = self.left()
        if left is None:
            return ""
        return f"about {left:.0f} s left" if left >= 1 else "a little more"

    def now(self) -> str:
        """Return what is being measured."""
        with self._lock:
            named = ", ".join(self._now[:_NAMED])
            more = len(self._now) - _NAMED
        return f"{named} and {more} more" if more > 0 else named

    def line(self) -> str:
        """Return all of it in one line."""
        share = 100 * self.done / (self.total or 1.0)
        parts = (f"{share:.0f} %", self.left_in_words(), self.now())
        return "; ".join(part for part in parts if part)


class _Left(ProgressColumn):
    """The remaining time."""

    max_refresh = 0.5

    def __init__(self, ledger: Ledger) -> None:
        super().__init__()
        self._ledger = ledger

    def render(self, task: Task) -> Text:
        """Return it in words."""
        del task
        return Text(self._ledger.left_in_words())


class Display:
    """Shows a ledger.

    Parameters
    ----------
    ledger
        What is shown.
    write
        Writes a line, where there is no terminal.
    every
        Seconds from a line to the next.
    """

    def __init__(
        self, ledger: Ledger, write: Callable[[str], None], every: float = EVERY
    ) -> None:
        self._ledger = ledger
        self._write = write
        self._every = every
        self._due = time.monotonic() + every

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Show it meanwhile; standard output must lead to where it is to be seen."""
        console = Console(highlight=False)
        stop = threading.Event()
        with self._bar(console) as look:
            thread = threading.Thread(target=look, args=(stop,), daemon=True)
            thread.start()
            try:
                yield
            finally:
                stop.set()
                thread.join()

    @contextmanager
    def _bar(self, console: Console) -> Iterator[Callable[[threading.Event], None]]:
        if not console.is_terminal:
            yield self._lines
            return
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.percentage:>3.0f} %"),
            _Left(self._ledger),
        )
        with Progress(*columns, console=console, transient=True) as bar:
            task = bar.add_task(self._ledger.now(), total=self._ledger.total)

            def follow(stop: threading.Event) -> None:
                over = False
                while not over:
                    done, now = self._ledger.done, self._ledger.now()
                    bar.update(task, completed=done, description=now)
                    over = stop.wait(0.25)

            yield follow

    def _lines(self, stop: threading.Event) -> None:
        """Write a line whenever one is due, until all is over."""
        while not stop.wait(max(0.0, self._due - time.monotonic())):
            self._due = time.monotonic() + self._every
            with suppress(OSError):  # nobody reads it
                self._write(self._ledger.line())
