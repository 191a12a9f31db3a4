"""Ctrl-C and SIGTERM are heard where it is safe, instead of in the middle of anything.

The first signal sets a flag, which is asked between units and while a run is waited for.  A second
one acts at once, as if nobody handled it.
"""

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator
from types import FrameType

#: What handles each where nobody else does.
_DEFAULTS: dict[int, Callable[[int, FrameType | None], None] | signal.Handlers] = {
    signal.SIGINT: signal.default_int_handler,
    signal.SIGTERM: signal.SIG_DFL,
}

#: Stands for no signal: the time is over.
_TIME = 0

#: The signals that were heard.
_requested: list[int] = []


class Interrupted(KeyboardInterrupt):
    """The process was told to end, by the signal ``number``."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


def check() -> None:
    """Raise :class:`Interrupted` if the process was told to end."""
    if _requested:
        raise Interrupted(_requested[0])


def request(number: int = signal.SIGINT) -> None:
    """Have all threads that ask end, as if the process had been told so by a signal."""
    _requested.append(number)


def answered() -> None:
    """Go on for a moment, after having been told to end: a second signal acts at once."""
    _requested.clear()


@contextlib.contextmanager
def within(seconds: float | None) -> Iterator[Callable[[], None]]:
    """End what is done meanwhile once the time is over, in all threads that ask.

    Yields what is called when time does not matter any more.

    Parameters
    ----------
    seconds
        How long it may take; None for as long as it takes.

    Raises
    ------
    TimeoutError
        If it was not done by then.
    """
    if seconds is None:
        yield lambda: None
        return
    timer = threading.Timer(seconds, request, (_TIME,))
    timer.daemon = True

    def done() -> None:
        timer.cancel()
        timer.join()
        while _TIME in _requested:
            _requested.remove(_TIME)

    timer.start()
    try:
        yield done
    except Interrupted as ending:
        if ending.number != _TIME:
            raise
        raise TimeoutError from None
    finally:
        done()


@contextlib.contextmanager
def heeded() -> Iterator[None]:
    """Hear SIGINT and SIGTERM by the flag meanwhile; nothing changes outside the main thread.

    A signal that this process was started to ignore, as a shell does with what it starts in the
    background, is ignored still.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {
        number: handler
        for number in _DEFAULTS
        if (handler := signal.getsignal(number)) is not signal.SIG_IGN
    }

    def hear(number: int, _: FrameType | None) -> None:
        request(number)
        for heard in before:
            signal.signal(heard, _DEFAULTS[heard])

    for heard in before:
        signal.signal(heard, hear)
    try:
        yield
    finally:
        for heard, handler in before.items():
            signal.signal(heard, handler)
        _requested.clear()
