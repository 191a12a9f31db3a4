"""What a run left, taken for the comparison: what cannot be used is something the program did."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.errors import ForeignInputError
from configbench.foreign import ForeignError
from configbench.workplace import require_room


@contextmanager
def taken_from(folder: Path) -> Iterator[None]:
    """Take something from a folder of a run.

    Raises
    ------
    ForeignInputError
        With the sentence of the :class:`ForeignError`.
    UnmeasuredError
        If the disk is full: half a file says nothing about the program then.
    """
    try:
        yield
    except ForeignError as error:
        require_room(folder)
        raise ForeignInputError(str(error)) from error
