"""A row's program as it is written for an older release: a copy with a few pieces replaced.

What a row does with a release that lacks what its program calls can be asked all the same, and
which line has to be changed is a part of the answer.
"""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from benchmarks.copying import copy_row
from benchmarks.environments import FOLDER
from benchmarks.errors import RowError
from benchmarks.paths import files_below, relative
from benchmarks.registry import Adapter

#: Where the copies lie.
COPIES = FOLDER / "older"


def as_of(row: Adapter, replaced: Mapping[str, str], copies: Path = COPIES) -> Adapter:
    """Return a row whose program lies in a copy with some pieces replaced.

    Raises
    ------
    RowError
        If a piece does not stand in it once.
    """
    text = row.program.read_text("utf-8")
    for piece, then in replaced.items():
        if text.count(piece) != 1:
            raise RowError(
                f"matrix.toml: {row.name}.older: {piece!r} stands {text.count(piece)} times in "
                f"{relative(row.program)}; expected once"
            )
        text = text.replace(piece, then)
    root = copies / f"{row.name}-{row.release}"
    copy = root / row.laid_out(row.program)
    if not _is(row, root, text):
        shutil.rmtree(root, ignore_errors=True)
        copy_row(row, root)
        copy.write_text(text, "utf-8")
    return replace(row, folder=copy.parent)


def _is(row: Adapter, root: Path, program: str) -> bool:
    """Whether the copy is there already: other processes may run it."""
    wanted = {
        root / row.laid_out(path): path.read_bytes()
        for path in row.files()
        if path != row.program
    }
    wanted[root / row.laid_out(row.program)] = program.encode()
    there = {path: path.read_bytes() for path in files_below(root)}
    return there == wanted


def told(text: str, row: Adapter) -> str:
    """Return a text in which a program is called as it is in the tree, not as its copy."""
    if COPIES not in row.folder.parents:
        return text
    return text.replace(relative(row.folder), str(row.laid_out(row.folder)))
