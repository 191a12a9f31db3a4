"""Files that are whole at any moment: written aside first, then renamed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks import held
from benchmarks.errors import cannot_be_written


def write(path: Path, text: str, *, parents: bool = False) -> None:
    """Write a text in the place of what is there; with ``parents``, make the folder if need be.

    Raises
    ------
    UserError
        If it cannot be written; what was there is there still.
    """
    write_bytes(path, text.encode("utf-8", "surrogateescape"), parents=parents)


def write_bytes(path: Path, content: bytes, *, parents: bool = False) -> None:
    """Write bytes in the place of what is there, as :func:`write` does a text."""
    with _aside(path, parents=parents) as (aside, descriptor):
        with open(descriptor, "wb", closefd=False) as file:
            file.write(content)
            file.flush()
            # A rename may reach the disk before what was written does.
            os.fsync(descriptor)
        aside.replace(path)


def require_writable(path: Path) -> None:
    """Find out before anything is measured whether a file can be written; make its folder.

    Raises
    ------
    UserError
        If the folder cannot be written.
    """
    with _aside(path, parents=True) as (aside, _):
        aside.unlink()


@contextmanager
def _aside(path: Path, *, parents: bool) -> Iterator[tuple[Path, int]]:
    """Open what becomes the file, empty; what a killed writer has left of it is used again."""
    aside = path.with_name(f"{path.name}.new")
    try:
        if parents:
            path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = held.opened(aside)
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
    except OSError as error:
        raise cannot_be_written(path, error) from error
