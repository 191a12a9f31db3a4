"""How much patience there is with a program's runs: how long, how often, how many at a time."""

import os
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from configbench import interruption
from configbench.errors import UnmeasuredError
from configbench.foreign import ForeignError

_T = TypeVar("_T")

#: A run may take so many times as long as one before it, and at least so many seconds.
_TIMES, _LEAST = 5, 10.0


def allowed(lasted: float, most: float) -> float:
    """Return how long a run may take, in seconds, by how long one before it has taken.

    A try that hangs costs all of that.

    >>> allowed(1.5, 60), allowed(4, 60), allowed(30, 60)
    (10.0, 20, 60)
    """
    return min(most, max(_LEAST, _TIMES * lasted))


def twice(run: Callable[[], _T]) -> _T:
    """Run something, a second time if nothing could be told of the first.

    Raises
    ------
    UnmeasuredError
        If nothing can be told of the second either, for disk, memory or harness.
    KeyboardInterrupt
        If this process was told to end meanwhile.
    """
    with suppress(UnmeasuredError, ForeignError):
        return run()
    interruption.check()
    try:
        return run()
    except ForeignError as error:
        raise UnmeasuredError(str(error)) from error


def cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
