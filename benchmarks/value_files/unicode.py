"""Hypothesis's tables of Unicode: made once, and handed to each process that looks for values.

Without them a process takes a second to compute them, as long as for all else that it answers.
"""

import shutil
from functools import cache
from pathlib import Path

from benchmarks.paths import ROOT

#: Where they are kept; ``make clean`` removes it.
_KEPT = ROOT / ".hypothesis"


def hand_over(folder: Path) -> dict[str, str]:
    """Lay the tables out below a folder; return the variable by which Hypothesis finds them.

    Where there are none, a process computes its own.
    """
    tables = _made()
    if tables is not None:
        shutil.copytree(tables, folder / tables.relative_to(_KEPT))
    return {"HYPOTHESIS_STORAGE_DIRECTORY": str(folder)}


@cache
def _made() -> Path | None:
    # Not at the top: few commands look for values.
    from hypothesis.configuration import set_hypothesis_home_dir  # noqa: PLC0415
    from hypothesis.internal import charmap  # noqa: PLC0415  there is no public way

    set_hypothesis_home_dir(_KEPT)
    charmap.charmap()
    charmap.intervals_from_codec("utf-8")
    tables = charmap.charmap_file().parent
    return tables if tables.is_dir() else None
