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
    aside = folder / ASIDE
    with _told(folder), _alone(folder):
        # What a process has left that was killed.
        shutil.rmtree(aside, ignore_errors=True)
        try:
            changed = [
                name for name, text in files.items() if not _holds(folder / name, text)
            ]
            for name in changed:
                with _told(folder / name):
                    (aside / name).parent.mkdir(parents=True, exist_ok=True)
                    (aside / name).write_text(files[name], encoding="utf-8")
            for path in gone:
                path.unlink(missing_ok=True)
            for name in changed:
                place = folder / name
                with _told(place):
                    place.parent.mkdir(parents=True, exist_ok=True)
                    (aside / name).replace(place)
        finally:
            shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _told(place: Path) -> Iterator[None]:
    """Say of an error what could not be written: of a full disk the system does not."""
    try:
        yield
    except OSError as error:
        told = error.strerror or error
        raise ReportError(f"{place}: cannot be written: {told}") from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _holds(path: Path, text: str) -> bool:
    """Whether a file holds a text, be it packed by another zlib."""
    return path.is_file() and packing.same(path.read_text("utf-8", "replace"), text)
