"""How far an audit is, on standard error: a bar on a terminal, elsewhere a line now and then."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from configbench.audit import auditing

#: Seconds from a line to the next, where no bar can be shown.
EVERY = 15.0


class Pace:
    """What was told last, and how long it still takes.

    Parameters
    ----------
    clock
        Tells seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last = auditing.Progress("starting")
        self._since = clock()

    @property
    def last(self) -> auditing.Progress:
        """What was told last."""
        return self._last

    def tell(self, last: auditing.Progress) -> None:
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
def shown(every: float = EVERY) -> Iterator[Callable[[auditing.Progress], None]]:
    """Show progress meanwhile; yields what is to be told how far it is.

    Parameters
    ----------
    every
        Seconds from a line to the next, where no bar can be shown.
    """
    pace = Pace()
    console = Console(stderr=True, highlight=False)
    with _bar(pace, console) if console.is_terminal else _lines(pace, every):
        yield pace.tell


@contextmanager
def _bar(pace: Pace, console: Console) -> Iterator[None]:
    columns = (
        TextColumn("{task.fields[stage]}", markup=False),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[count]}"),
        TextColumn("{task.fields[left]}"),
    )
    with Progress(*columns, console=console, transient=True) as bar:
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
