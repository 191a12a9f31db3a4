"""What a row's author has written himself: pieces, and what stands there without them.

::

    [[pieces]]
    name = "optional float"
    text = "type=optional_float"
    without = "type=float"
    reason = "No type of the library reads none."
    documented = "https://docs.python.org/3/library/argparse.html#type"
    file = "train.py"

``text`` is quoted as it stands in the file, of one line or several, and taken out wherever it does;
``documented`` names the page of the library's own documentation that shows this very idiom, and
``file`` the row's file, if it is not its program.
"""

import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from benchmarks.copying import copy_row
from benchmarks.errors import RowError
from benchmarks.forms import PAGE, SAID, TEXT, Form, check, one_of
from benchmarks.paths import digest
from benchmarks.registry import Adapter

PROGRAM, VALUES = "train.py", "values.py"

_FORMS: dict[str, Form] = {
    "name": SAID,
    "text": SAID,
    "without": TEXT,
    "reason": SAID,
    "documented": PAGE,
    "file": one_of((PROGRAM, VALUES)),
}
_REQUIRED = ("name", "text", "without", "reason")

#: How a ``values.py`` says what the harness converts around saving and loading: a piece of itself.
_BY_HAND = re.compile(r"^BY_HAND\b[^=\n]*= ", re.MULTILINE)


@dataclass(frozen=True)
class Piece:
    """A piece of a row's own.

    Attributes
    ----------
    name
        As the report calls it.
    text, without
        What stands in the file, and what stands there without it.
    reason
        Why it is there.
    documented
        The page of the library that shows this idiom; empty where none does.
    file
        Of the row.
    """

    name: str
    text: str
    without: str
    reason: str
    documented: str = ""
    file: str = PROGRAM

    def told(self) -> dict[str, str]:
        """Return what is published of it."""
        told: dict[str, str] = asdict(self)
        if not self.documented:
            del told["documented"]
        return told


def pieces(row: Adapter) -> tuple[Piece, ...]:
    """Return the pieces of a row; a variant has those of its origin's that its files hold, too.

    Raises
    ------
    RowError
        If one is malformed, is called as another, does not stand in its file, or stands there
        within another; the sentence names file, key and expected form.
    """
    path = row.folder / "adapter.toml"
    found: dict[str, Piece] = {}
    for piece in (*_read(path, row), *_conversions(row)):
        if piece.name in found:
            raise RowError(f"{path}: pieces: two are called {piece.name!r}")
        if piece.text not in _source(row, piece.file):
            raise RowError(
                f"{path}: pieces: the text of {piece.name!r} is not in {piece.file}"
            )
        found[piece.name] = piece
    for piece in pieces(row.origin) if row.origin else ():
        if piece.name not in found and piece.text in _source(row, piece.file):
            found[piece.name] = piece
    every = tuple(found.values())
    for file in (PROGRAM, VALUES):
        without(_source(row, file), [each for each in every if each.file == file], path)
    return every


def _read(path: Path, row: Adapter) -> Iterator[Piece]:
    for number, table in enumerate(row.pieces):
        check(path, table, _FORMS, _REQUIRED, f"pieces[{number}]")
        yield Piece(**table)


def _conversions(row: Adapter) -> Iterator[Piece]:
    """Yield the conversions of a ``values.py``: no author need say that they are his."""
    if start := _BY_HAND.search(_source(row, VALUES)):
        yield Piece(
            "BY_HAND",
            start[0],
            f"{start[0]}{{}} and ",
            "Values are converted before they are saved, and after they are loaded.",
            file=VALUES,
        )


def _source(row: Adapter, name: str) -> str:
    path = row.program if name == PROGRAM else row.file(name)
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def without(source: str, taken: Iterable[Piece], path: Path) -> str:
    """Return a file's text without some pieces, wherever each stands.

    Raises
    ------
    RowError
        If one stands within another.
    """
    spans = [
        (*found.span(), piece)
        for piece in taken
        for found in re.finditer(re.escape(piece.text), source)
    ]
    spans.sort(key=lambda span: span[:2])
    left, end, before = [], 0, ""
    for start, stop, piece in spans:
        if start < end:
            raise RowError(f"{path}: pieces: {piece.name!r} stands within {before!r}")
        left += [source[end:start], piece.without]
        end, before = stop, piece.name
    return "".join([*left, source[end:]])


@contextmanager
def taken_out(row: Adapter, taken: Sequence[Piece]) -> Iterator[Adapter]:
    """Yield a copy of a row without some of its pieces; it is gone afterwards.

    Raises
    ------
    RowError
        If the row cannot be copied.
    """
    with tempfile.TemporaryDirectory(prefix="configbench-") as name:
        folder = Path(name) / "without"
        copy_row(row, folder)
        copied = replace(row, folder=folder / row.laid_out(row.folder))
        for file in dict.fromkeys(piece.file for piece in taken):
            own = [piece for piece in taken if piece.file == file]
            text = without(_source(row, file), own, row.folder / "adapter.toml")
            (copied.folder / file).write_text(text, encoding="utf-8")
        yield copied


def sha256(row: Adapter) -> str:
    """Return a hash over all that decides who answers for the cells of a row."""
    return digest(
        [
            ("row", row.sha256().encode()),
            ("library", repr(row.library).encode()),
            ("pieces", repr(pieces(row)).encode()),
        ]
    )
