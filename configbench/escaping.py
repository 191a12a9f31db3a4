"""Foreign text on a terminal: what would move the cursor or hide a word is shown as an escape."""

import json
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from typing import Any, TextIO, cast


def visible(text: str) -> str:
    r"""Return a text in one line, whose every character is seen: ``\x1b``, ``\n``, ``\u202e``.

    Blanks stay as they are, those of other scripts included.

    >>> print(visible("a\x1b[31mb\tc\n"))
    a\x1b[31mb\tc\n
    """
    if text.isprintable():
        return text
    return "".join(
        each
        if each.isprintable() or unicodedata.category(each) == "Zs"
        else each.encode("unicode_escape").decode("ascii")
        for each in text
    )


def lines(text: str) -> str:
    r"""Return a text whose every character is seen, line by line.

    >>> print(lines("a\x1b[31mb\nc\u202e"))
    a\x1b[31mb
    c\u202e
    """
    return "\n".join(map(visible, text.split("\n")))


def document(value: object) -> str:
    """Return a value as JSON in ASCII, without control characters: texts stay as they are."""
    # DEL is the one control character that JSON lets pass; it can only stand inside a text.
    return json.dumps(value, indent=2).replace("\x7f", "\\u007f")


class _Shown:
    """A stream to which nothing is written that acts; otherwise the stream below it."""

    def __init__(self, below: TextIO) -> None:
        self.below = below

    def write(self, text: str) -> int:
        self.below.write(lines(text))
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.below, name)


@contextmanager
def all_shown() -> Iterator[None]:
    """Show meanwhile what acts as an escape, whoever prints it, wherever the text is from."""
    with ExitStack() as stack:
        for redirect, stream in (
            (redirect_stdout, sys.stdout),
            (redirect_stderr, sys.stderr),
        ):
            stack.enter_context(redirect(cast("TextIO", _Shown(stream))))
        yield


def bare_stdout() -> TextIO:
    """Return standard output for what is drawn on it: colours, and no text that was not shown."""
    stream = sys.stdout
    return stream.below if isinstance(stream, _Shown) else stream
