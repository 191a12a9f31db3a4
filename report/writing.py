"""Files that are replaced all together: on a full disk, those that were there stay as they were."""

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from report import packing
from report.load import ReportError

#: Where in a folder files are written before they are moved to their places.
ASIDE = ".new"


def replace(folder: Path, files: Mapping[str, str], gone: Iterable[Path]) -> None:
    """Write files of a folder that do not hold their texts already, and remove others.

    All are written aside before the first is moved to its place; two processes do it in turn.

    Parameters
    ----------
    folder
        Where.
    files
        Texts by relative name.
    gone
        What is removed, when all is written.

    Raises
    ------
    ReportError
        If anything cannot be written; it names the place.
    """
    try:
        with _alone(folder):
            aside = folder / ASIDE
            # What a process has left that was killed.
            shutil.rmtree(aside, ignore_errors=True)
            try:
                changed = [
                    name
                    for name, text in files.items()
                    if not _holds(folder / name, text)
                ]
                for name in changed:
                    _write(aside / name, files[name])
                for path in gone:
                    path.unlink(missing_ok=True)
                for name in changed:
                    place = folder / name
                    place.parent.mkdir(parents=True, exist_ok=True)
                    (aside / name).replace(place)
            finally:
                shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        place = error.filename or folder
        raise ReportError(
            f"{place}: cannot be written: {error.strerror or error}"
        ) from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        # Of a full disk the system does not say where.
        error.filename = error.filename or str(path)
        raise


def _holds(path: Path, text: str) -> bool:
    """Whether a file holds a text, be it packed by another zlib."""
    return path.is_file() and packing.same(path.read_text("utf-8", "replace"), text)
