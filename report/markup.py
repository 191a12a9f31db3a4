"""Sentences as HTML, and the place of a file."""

import re
from html import escape
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from report.escaping import Quoted

#: The marks of our own Markdown, and the elements that they stand for.
_MARKS = {"**": "strong", "*": "em", "`": "code"}
_MARK = re.compile(r"(\*\*|[*`])")


def marked(text: str) -> str:
    """Return a paragraph of our own Markdown as HTML: stars, double stars, backquotes.

    A mark without its other half is a character like any other.

    >>> marked("**a *b** `*` <c>")
    '<strong>a *b</strong> <code>*</code> &lt;c&gt;'
    """
    out: list[str] = []
    opened: list[tuple[str, int]] = []
    for piece in _MARK.split(text):
        signs = [sign for sign, _ in opened]
        if piece not in _MARKS or (signs[-1:] == ["`"] and piece != "`"):
            out.append(escape(piece, quote=False))
        elif piece in signs:
            first = signs.index(piece)
            out[opened[first][1]] = f"<{_MARKS[piece]}>"
            out.append(f"</{_MARKS[piece]}>")
            del opened[first:]
        else:
            opened.append((piece, len(out)))
            out.append(piece)
    return "".join(out)


def fill(sentence: str, **named: str | Quoted) -> Markup:
    """Return a paragraph of our own Markdown as HTML, with what is put in as text or as code.

    >>> str(fill("*{row}*: {words}", row="<a> *", words=Quoted("b &")))
    '<em>&lt;a&gt; *</em>: <code>b &amp;</code>'
    """
    return Markup(marked(sentence)).format(
        **{
            name: Markup("<code>{}</code>").format(each.text)
            if isinstance(each, Quoted)
            else each
            for name, each in named.items()
        }
    )


def ticked(text: str) -> str:
    """Return a sentence as HTML; code is what stands between backquotes."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return escape(text, quote=False)
    return "".join(
        f"<code>{escape(piece, quote=False)}</code>"
        if number % 2
        else escape(piece, quote=False)
        for number, piece in enumerate(pieces)
    )


def place(program: str) -> str:
    """Return where a page of the site finds a program: in the repository, or on this disk."""
    if program.startswith("/"):
        return Path(program).as_uri()
    return f"../../{quote(program)}"
