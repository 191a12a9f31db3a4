"""A row is copied, so that it can be changed, moved or run beside itself."""

import shutil
from pathlib import Path

from benchmarks.registry import Adapter


def copy_row(row: Adapter, folder: Path) -> Path:
    """Copy a row with its config files, in their relative places; return the copied program.

    Parameters
    ----------
    row
        What is copied; caches of Python are left behind.
    folder
        Becomes, or is, the parent of ``adapters/NAME`` and ``configs/NAME``.
    """
    ignored = shutil.ignore_patterns("__pycache__")
    for own in row.folders:
        shutil.copytree(own, folder / row.laid_out(own), ignore=ignored)
    return folder / row.laid_out(row.program)
