"""Files that one process has at a time, by a lock of the system's (``flock``).

It ends with the process that holds it, however that ends.
"""

import errno
import fcntl
import os
from contextlib import suppress
from pathlib import Path

#: What file systems say that know no locks, as some of clusters do.
_NO_LOCKS = {errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOLCK}


def opened(path: Path, *, wait: bool = True) -> int | None:
    """Return a descriptor of a file, made if need be, whose lock this process has.

    Its holder may rename or remove it before closing: whoever waited gets the next one.  Where the
    file system knows no locks, everybody gets it at once.

    Parameters
    ----------
    path
        The file; a link is refused.
    wait
        Whether to wait for it; otherwise nothing is returned where somebody else has it.

    Raises
    ------
    OSError
        If it cannot be opened.
    """
    how = fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
        try:
            if _is_ours(descriptor, path, how):
                return descriptor
        except BlockingIOError:
            os.close(descriptor)
            return None
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _is_ours(descriptor: int, path: Path, how: int) -> bool:
    """Get the lock; return whether the file is the one of that name still."""
    try:
        fcntl.flock(descriptor, how)
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(descriptor), path.stat())
    return False
