"""Ctrl-C and SIGTERM are heard where it is safe, instead of in the middle of anything.

The first signal sets a flag, which is asked between units and while a run is waited for.  A second
one acts at once, as if nobody handled it.
"""

import contextlib
import signal
import threading
from collections.abc import Iterator
from types import FrameType

_SIGNALS = (signal.SIGINT, signal.SIGTERM)

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


@contextlib.contextmanager
def heeded() -> Iterator[None]:
    """Hear SIGINT and SIGTERM by the flag meanwhile; nothing changes outside the main thread.

    A signal that this process was started to ignore, as a shell does with what it starts in the
    background, is ignored still.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in _SIGNALS}
    heard = [number for number in _SIGNALS if before[number] is not signal.SIG_IGN]

    def hear(number: int, _: FrameType | None) -> None:
        request(number)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)

    for number in heard:
        signal.signal(number, hear)
    try:
        yield
    finally:
        for number in heard:
            signal.signal(number, before[number])
        _requested.clear()
