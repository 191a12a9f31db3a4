"""One run at a time in a folder of results, for as long as it takes."""

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from configbench import foreign, interruption
from configbench.errors import UserError
from configbench.escaping import visible
from configbench.foreign import ForeignError
from configbench.locked import opened
from configbench.whole_files import cannot_be_written

#: Beside the results that a run holds: who that is.
NAME = "results.lock"

#: So many bytes a lock may hold.
_TOLD = 16 * 1024

#: How often a lock is asked for that somebody else has, in seconds.
_LOOK = 0.1


@contextmanager
def held(
    results: Path,
    doing: str,
    tell: Callable[[str], None],
    *,
    wait: bool = True,
    parents: bool = False,
) -> Iterator[None]:
    """Be the only one who measures into a file of results, and into what lies beside it.

    Parameters
    ----------
    results
        The file.
    doing
        The command that holds it, for others to read.
    tell
        Told who holds it, if that is waited for.
    wait
        Whether to wait for another run.
    parents
        Whether to make the folder if need be.

    Raises
    ------
    UserError
        If the folder cannot be written, or ``wait`` is false and another run holds it.
    """
    lock = results.with_name(NAME)
    try:
        if parents:
            lock.parent.mkdir(parents=True, exist_ok=True)
        descriptor = opened(lock, wait=False)
        if descriptor is None:
            holder = f"{results}: {_holder(lock)} is at work on it"
            if not wait:
                raise UserError(f"{holder}; without --no-wait its end is waited for")
            tell(f"{holder}; waiting for its end")
            while descriptor is None:
                interruption.check()
                time.sleep(_LOOK)
                descriptor = opened(lock, wait=False)
    except OSError as error:
        raise cannot_be_written(results, error) from error
    try:
        since = datetime.now().astimezone().isoformat(timespec="seconds")
        told = {"process": os.getpid(), "command": doing, "since": since}
        with suppress(OSError):  # on a full disk nobody can be told
            os.ftruncate(descriptor, 0)
            os.write(descriptor, json.dumps(told).encode())
        yield
    finally:
        with suppress(OSError):
            lock.unlink()
        os.close(descriptor)


def _holder(lock: Path) -> str:
    """Return who says in a lock to hold it: whatever may lie there."""
    try:
        told = foreign.parse(foreign.read(lock, _TOLD), lock.name)
        held = f"`{told['command']}` (process {told['process']}, since {told['since']})"
        return visible(held)
    except (ForeignError, TypeError, KeyError):
        return "another run"
