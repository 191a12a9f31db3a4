"""A row as it is written for an older release: a copy with a few pieces of its programs replaced.

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
from benchmarks.paths import ROOT, files_below, relative
from benchmarks.registry import Adapter

#: Where the copies lie.
COPIES = FOLDER / "older"


def as_of(row: Adapter, replaced: Mapping[str, str], copies: Path = COPIES) -> Adapter:
    """Return a row that lies in a copy with some pieces replaced: each stands once in the program.

    Its other programs have them replaced wherever they stand; a piece may be of these alone.

    Raises
    ------
    RowError
        If a piece stands in the program more than once, or in no program of the row.
    """
    text = row.program.read_text("utf-8")
    every = [path.read_text("utf-8") for path in row.files() if path.suffix == ".py"]
    for piece in replaced:
        times = text.count(piece)
        if times > 1 or not any(piece in each for each in every):
            raise RowError(
                f"matrix.toml: {row.name}.older: {piece!r} stands {times} times in "
                f"{relative(row.program)}; expected once, or in another program of the row"
            )
    root = copies / f"{row.name}-{row.release}"
    wanted = {
        root / row.laid_out(path): _replaced(path, replaced) for path in row.files()
    }
    # Other processes may run it.
    if {path: path.read_bytes() for path in files_below(root)} != wanted:
        shutil.rmtree(root, ignore_errors=True)
        copy_row(row, root)
        for path, content in wanted.items():
            path.write_bytes(content)
    return replace(row, folder=(root / row.laid_out(row.program)).parent)


def _replaced(path: Path, replaced: Mapping[str, str]) -> bytes:
    content = path.read_bytes()
    if path.suffix == ".py":
        for piece, then in replaced.items():
            content = content.replace(piece.encode(), then.encode())
    return content


def told(text: str, row: Adapter) -> str:
    """Return a text in which a program is called as it is in the tree, not as its copy.

    Nor does it tell where the tree lies.
    """
    if COPIES in row.folder.parents:
        text = text.replace(relative(row.folder), str(row.laid_out(row.folder)))
    return text.replace(f"{ROOT}/", "")
