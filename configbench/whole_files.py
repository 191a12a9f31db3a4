"""Files that are whole at any moment: written aside first, then renamed; one writer at a time.

What is no regular file, a pipe or a terminal, stays what it is: it is written into.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from configbench import locked
from configbench.errors import UserError


def require_writable(path: Path, *, parents: bool = False) -> None:
    """Find out before anything is tried whether a file can be written.

    Parameters
    ----------
    path
        The file.
    parents
        Whether to make its folder if need be.

    Raises
    ------
    UserError
        If it cannot be written.
    """
    with _told(path):
        home = _home(path, parents=parents)
        if home.is_dir():
            raise IsADirectoryError(None, "it is a folder")
        if _is_regular(home):
            with _aside(home) as (aside, _):
                aside.unlink()


def write(path: Path, text: str, *, parents: bool = False) -> None:
    """Write a text into the place of what is there, with its mode; through a link, where it leads.

    Parameters
    ----------
    path
        The file.
    text
        Its text, written as UTF-8; of names of files that are none, the bytes are escaped.
    parents
        Whether to make its folder if need be.

    Raises
    ------
    UserError
        If it cannot be written; a file that was there is there still.
    """
    write_bytes(path, text.encode("utf-8", "backslashreplace"), parents=parents)


def write_bytes(path: Path, content: bytes, *, parents: bool = False) -> None:
    """Write bytes into the place of what is there, as :func:`write` does a text."""
    with _told(path):
        home = _home(path, parents=parents)
        if not _is_regular(home):
            home.write_bytes(content)
            return
        with _aside(home) as (aside, descriptor):
            mode = _mode(home)
            if mode is not None:
                # Whoever may not read it does not read what it becomes.
                os.fchmod(descriptor, mode | stat.S_IRUSR | stat.S_IWUSR)
            with open(descriptor, "wb", closefd=False) as file:
                file.write(content)
                file.flush()
                # A rename may reach the disk before what was written does.
                os.fsync(descriptor)
            if mode is not None:
                os.fchmod(descriptor, mode)
            aside.replace(home)


def cannot_be_written(path: Path, error: Exception) -> UserError:
    """Return what is said where a file that the user named cannot be written."""
    why = getattr(error, "strerror", None) or str(error)
    return UserError(f"the file {str(path)!r} cannot be written: {why}")


def _home(path: Path, *, parents: bool) -> Path:
    """Return where a file is, whatever leads there."""
    if parents:
        path.parent.mkdir(parents=True, exist_ok=True)
    return path.resolve()


def _is_regular(path: Path) -> bool:
    """Whether a file is a regular one, or will be."""
    return path.is_file() or not path.exists()


def _mode(path: Path) -> int | None:
    """Return what may be done with a file, if there is one; of a new one the system decides."""
    with suppress(FileNotFoundError):
        return path.stat().st_mode & 0o777
    return None


@contextmanager
def _aside(home: Path) -> Iterator[tuple[Path, int]]:
    """Open what becomes the file, empty; what a killed writer has left of it is used again."""
    aside = home.with_name(f".{home.name}.new")
    descriptor = locked.opened(aside)
    assert descriptor is not None  # noqa: S101  for the reader: it was waited for
    try:
        os.ftruncate(descriptor, 0)
        yield aside, descriptor
    except BaseException:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise
    finally:
        os.close(descriptor)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    # A NUL; a circle of links before Python 3.13.
    except (OSError, ValueError, RuntimeError) as error:
        raise cannot_be_written(path, error) from error
