"""The text of a file, and where its lines and columns are in it."""

import re
from pathlib import Path

from configbench import foreign
from configbench.audit.source import trees
from configbench.errors import UserError

#: As Python's own parser ends lines, and no others.
_ENDS = re.compile(r"\r\n|\r|\n")


class Text:
    """A text by lines.

    Parameters
    ----------
    text
        All of it.

    Attributes
    ----------
    newline
        What ends its first line.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        ends = [*_ENDS.finditer(text)]
        self.starts = [0, *(each.end() for each in ends)]
        self.newline = ends[0][0] if ends else "\n"

    def line(self, number: int) -> str:
        """Return a line, from 1, with what ends it."""
        first = self.starts[number - 1]
        last = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[first:last]

    def index(self, line: int, octets: int) -> int:
        """Return where a character is, of which Python's parser tells the line and the column."""
        start = self.line(line).encode()[:octets]
        return self.starts[line - 1] + len(start.decode())


def read(file: Path, most: int = trees.LARGEST) -> bytes:
    """Return what a file holds.

    Raises
    ------
    UserError
        If it cannot be read, is no regular file, or is larger than ``most`` bytes.
    """
    try:
        # What a link leads to is as much the user's.
        return foreign.read(file.resolve(), most, name=str(file))
    except foreign.ForeignError as error:
        raise UserError(str(error)) from error
    except (OSError, ValueError, RuntimeError) as error:
        raise UserError(f"{file}: cannot be read: {error}") from error


def decoded(file: Path, content: bytes) -> tuple[str, bool]:
    """Return the text of a Python file, and whether it is plain UTF-8, as written by a mend.

    Raises
    ------
    UserError
        If it is not in the encoding that it states.
    """
    told = trees.decoded(content)
    if told is None:
        raise UserError(f"{file}: is not in the encoding that it states")
    text, encoding = told
    return text, encoding == "utf-8"
