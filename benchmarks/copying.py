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
        Becomes, or is, the parent of ``adapters/<name>`` and ``configs/<name>``.
    """
    target = folder / "adapters" / row.name
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(row.folder, target, ignore=ignored)
    if row.configs:
        shutil.copytree(row.configs, folder / "configs" / row.name, ignore=ignored)
    return target / row.program.name
