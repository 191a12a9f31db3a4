"""The adapters' programs, read as files: by role, with colours, and where a quotation stands."""

import functools
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_for_filename
from pygments.lexers.special import TextLexer
from pygments.token import (
    Comment,
    Keyword,
    Name,
    Number,
    String,
    _TokenType,
    is_token_subtype,
)
from pygments.util import ClassNotFound

from report import load
from report.escaping import visible
from report.load import Results

ROOT = load.HERE.parent

#: A mark sticks until the next one; what stands before the first is ``other``.
_MARK = re.compile(r"^\s*#\s*--\s*(\w+)\s*$")

#: Roles in the order in which programs are laid side by side; config files come last.
ROLES = ("other", "declare", "load", "wire", "save", "restore", "help", "main")
FILES = "config files"

#: The kinds of words that get a colour, each with the class of its element.
_COLOURS = {
    Comment: "c",
    String: "s",
    Number: "n",
    Keyword: "k",
    Name.Decorator: "d",
    Name.Function: "f",
    Name.Class: "f",
    Name.Tag: "f",
}


@dataclass(frozen=True)
class Part:
    """A run of lines of one file under one role.

    Attributes
    ----------
    role, file
        What the lines are for, and the file's path from the root of the repository.
    first
        The number of the first line, from 1.
    lines
        The lines, as HTML.
    """

    role: str
    file: str
    first: int
    lines: tuple[str, ...]


@functools.cache
def text(path: str) -> str:
    """Return a file by its path from the repository, or nothing if it is not there."""
    file = ROOT / path
    return visible(file.read_text("utf-8", "replace")) if file.is_file() else ""


def line_of(path: str, quoted: str) -> int | None:
    """Return the line, counted from 1, in which a quotation begins, of one line or several.

    Blanks around it do not matter.
    """
    place = text(path).find(quoted.strip())
    return (
        text(path).count("\n", 0, place) + 1 if quoted.strip() and place >= 0 else None
    )


def parts(results: Results, name: str) -> list[Part]:
    """Return the program of a row and its config files, in the order of the roles."""
    program = results["adapters"][name]["program"]
    found = [*_by_role(program)]
    found.sort(key=lambda part: _rank(part.role))
    found += [
        Part(FILES, path, 1, tuple(_coloured(path))) for path in _configs(results, name)
    ]
    return found


def _rank(role: str) -> int:
    return ROLES.index(role) if role in ROLES else len(ROLES)


def _by_role(path: str) -> Iterator[Part]:
    coloured = _coloured(path)
    role, start = "other", 0
    # As it is coloured and numbered: other ends of lines than this one may stand in a string.
    plain = text(path).split("\n")
    for number, line in enumerate(plain):
        mark = _MARK.match(line)
        if mark:
            yield from _part(role, path, start, coloured[start:number])
            role, start = mark[1], number
    yield from _part(role, path, start, coloured[start:])


def _part(role: str, path: str, start: int, lines: list[str]) -> Iterator[Part]:
    """Yield the lines without blank ones at either end, if any are left."""
    first, last = 0, len(lines)
    while first < last and not lines[first].strip():
        first += 1
    while last > first and not lines[last - 1].strip():
        last -= 1
    if first < last:
        yield Part(role, path, start + first + 1, tuple(lines[first:last]))


def _configs(results: Results, name: str) -> list[str]:
    """Return the config files that the category of lines counted."""
    cell: dict[str, Any] = load.rows(results, "lines").get(name, {}).get("total", {})
    counted = cell.get("files")
    if not isinstance(counted, dict):
        return []
    folder = Path(results["adapters"][name]["program"]).parent
    places = [_place(folder, Path(file)) for file in counted]
    return [str(place) for place in places if (ROOT / place).is_file()]


def _place(folder: Path, file: Path) -> Path:
    """Return where a file of a row in ``folder`` is, which is called as if it were in our tree."""
    if file.parts[0] == "adapters":
        return folder.joinpath(*file.parts[2:])
    return folder.parent.parent / file


@functools.cache
def _coloured(path: str) -> list[str]:
    """Return the lines of a file as HTML."""
    made = []
    for kind, value in _lexer(path).get_tokens(text(path)):
        name = _class(kind)
        for number, piece in enumerate(value.split("\n")):
            if number:
                made.append("\n")
            if piece:
                escaped = html.escape(piece, quote=False)
                # A blank needs no colour.
                bare = name is None or not piece.strip()
                made.append(escaped if bare else f"<i class={name}>{escaped}</i>")
    return "".join(made).split("\n")


def _lexer(path: str) -> Lexer:
    """Return what knows the language of a file, or none: Gin's is its own."""
    try:
        return get_lexer_for_filename(Path(path).name, ensurenl=False, stripnl=False)
    except ClassNotFound:
        return TextLexer(ensurenl=False, stripnl=False)


@functools.cache
def _class(kind: _TokenType) -> str | None:
    return next(
        (name for group, name in _COLOURS.items() if is_token_subtype(kind, group)),
        None,
    )
