"""A row is copied, so that it can be changed, moved or run beside itself."""

import os
import shutil
from pathlib import Path

from benchmarks.errors import RowError
from benchmarks.paths import files_below
from benchmarks.registry import Adapter


def copy_row(row: Adapter, folder: Path) -> Path:
    """Copy a row with its config files, in their relative places; return the copied program.

    Parameters
    ----------
    row
        What is copied; caches of Python are left behind.
    folder
        Becomes, or is, the parent of ``adapters/NAME`` and ``configs/NAME``.

    Raises
    ------
    RowError
        As :func:`copy_files`.
    """
    for own in row.folders:
        copy_files(own, folder / row.laid_out(own))
    return folder / row.laid_out(row.program)


def copy_files(source: Path, target: Path) -> None:
    """Copy the files below a folder of a row, which are those that its hash is of.

    Raises
    ------
    RowError
        If a folder in it is a link: its files are not the row's, and it may lead back.
    """
    for place, names, _ in os.walk(source):
        for path in (Path(place, name) for name in names):
            if path.is_symlink():
                raise RowError(
                    f"{path} is a link to a folder; expected files of the row's own"
                )
    target.mkdir(parents=True)
    for path in files_below(source):
        copy = target / path.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
