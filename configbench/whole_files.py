"""A file that a user names for what is told: written whole, or left as it was."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from configbench.errors import UserError


def require_writable(path: Path) -> None:
    """Find out before anything is tried whether a file can be written.

    Raises
    ------
    UserError
        If it cannot be written.
    """
    with _told(path):
        home = path.resolve()
        if home.is_dir():
            raise IsADirectoryError(None, "it is a folder")
        if _is_regular(home):
            descriptor, aside = tempfile.mkstemp(dir=home.parent)
            os.close(descriptor)
            Path(aside).unlink()


def write(path: Path, text: str) -> None:
    """Write a text into the place of what is there; what is no regular file is written into.

    Raises
    ------
    UserError
        If it cannot be written; a file that was there is there still.
    """
    # Texts are ours and escaped, but for names of files, which may hold any bytes.
    content = text.encode("utf-8", "backslashreplace")
    with _told(path):
        home = path.resolve()
        if not _is_regular(home):
            # A pipe, a terminal: what is there must stay.
            with home.open("wb") as file:
                file.write(content)
            return
        descriptor, aside = tempfile.mkstemp(dir=home.parent, prefix=f".{home.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                # A rename may reach the disk before what was written does.
                os.fsync(file.fileno())
            Path(aside).chmod(_mode(home))
            Path(aside).replace(home)
        except BaseException:
            with suppress(OSError):
                Path(aside).unlink(missing_ok=True)
            raise


def _is_regular(path: Path) -> bool:
    """Whether a file is a regular one, or will be."""
    return path.is_file() or not path.exists()


def _mode(path: Path) -> int:
    """Return what may be done with a file: what could be before, or what is usual."""
    with suppress(FileNotFoundError):
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    # A NUL; a circle of links before Python 3.13.
    except (OSError, ValueError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise UserError(f"the file {str(path)!r} cannot be written: {why}") from error
