"""What rows, libraries, programs and data files say, as text of each place where it is put.

One function for each target, whatever the text is: :func:`printed` on a terminal, :func:`line` for
a picture, :func:`escaped` and what follows it for Markdown, :func:`address` for where a link leads,
and in HTML what Jinja escapes.  Below all of them :func:`visible`: what would act on a terminal,
turn a line about, or cannot be stored is shown as Python writes it.
"""

import functools
import html
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from markupsafe import Markup

#: Characters that no target takes as a letter: control characters but for the ends of lines and the
#: tab; what formats or parts lines, or turns them about; half pairs of surrogates; and what Unicode
#: calls no character.  Written down, for each Python knows another Unicode.
_ACTING = re.compile(
    "[\0-\b\v-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e007f"
    + "".join(
        chr(plane + last)
        for plane in range(0, 0x110000, 0x10000)
        for last in (0xFFFE, 0xFFFF)
    )
    + "]"
)


def visible(text: str) -> str:
    r"""Return a text of which every character is seen, or a blank, a tab, the end of a line.

    >>> print(visible("a\x1b[31mb\u202ec"))
    a\x1b[31mb\u202ec
    """
    # So is nearly all, and it is told ten times as quickly.
    if text.isascii() and text.isprintable():
        return text
    return _ACTING.sub(
        lambda found: found[0].encode("unicode_escape").decode("ascii"), text
    )


def all_visible(value: Any) -> Any:
    """Return what was read as JSON with every text so, names of facts included."""
    match value:
        case str():
            return visible(value)
        case dict():
            return {visible(key): all_visible(each) for key, each in value.items()}
        case list():
            return [all_visible(each) for each in value]
        case _:
            return value


def printed(text: str) -> str:
    r"""Return a text in one line of a terminal, which stands as wide as it is.

    >>> print(printed("  a\nb"))
      a\nb
    """
    return visible(text).replace("\n", "\\n").replace("\t", "\\t")


def line(text: str) -> str:
    """Return a text in one line of a page or a picture, blanks taken together."""
    return " ".join(visible(text).split())


@dataclass(frozen=True)
class Quoted:
    """Text of a program, or words to type: code, wherever it stands."""

    text: str


# Markdown

#: What has a meaning somewhere in a line of Markdown, and a backslash before which takes it away.
#: An underline between letters has none: names stay as they are written.  Code hosts add their own:
#: addresses without brackets, numbers of issues.
_MARKS = re.compile(
    r"([\\`*\[\]~|$]|(?<![^\W_])_|_(?![^\W_])|:(?=//)|[#!](?=\d)|(?i:(?<=www)\.))"
)

#: What has one at the start of a line alone.
_FIRST = re.compile(r"^(\d*)([.)](?=\s|$)|[#=]|[-+](?=[\s-]|$))")

#: A name behind it is a person, a host a mailbox, and a backslash is of no help.
_AT = re.compile(r"@(?=\w)")


def escaped(value: object) -> Markup:
    r"""Return text as Markdown shows it, in one line: no character of it is a mark, or HTML.

    >>> str(escaped("<b> *a* | c_d _e_"))
    '&lt;b&gt; \\*a\\* \\| c_d \\_e\\_'
    """
    if value is None:
        return Markup()
    if hasattr(value, "__html__"):
        return Markup(value)
    return _escaped(str(value))


@functools.lru_cache(maxsize=1 << 16)
def _escaped(value: str) -> Markup:
    """Return text escaped: most of it stands on several pages."""
    return beginning(within(value))


def within(value: str) -> Markup:
    """Return text as it stands behind something else in a line."""
    marked = html.escape(_MARKS.sub(r"\\\1", line(value)), quote=False)
    return Markup(_AT.sub("@<!-- -->", marked))


def beginning(told: Markup) -> Markup:
    """Return Markdown that begins with a text as it stands at the start of a line."""
    return Markup(_FIRST.sub(r"\1\\\2", told))


def put_in(value: object) -> Markup:
    """Return what stands inside a line: as code, as text, or as it is where it is Markdown."""
    if isinstance(value, Quoted):
        return code(value.text)
    return Markup(value) if hasattr(value, "__html__") else within(str(value))


def code(value: object) -> Markup:
    """Return inline code, whatever quotes it has, in a cell of a table or elsewhere.

    Each line stays a line: a script of which the lines are joined is another script.
    """
    lines = [each.rstrip() for each in visible(str(value)).split("\n") if each.strip()]
    return Markup("<br>").join(map(_code, lines or [" "]))


def _code(said: str) -> Markup:
    """Return a line as code; where it has a bar, in a form that no cell of a table ends in."""
    if "|" in said:
        return Markup("<code>{}</code>").format(within(said))
    return Markup(_fenced(said))


def _fenced(said: str) -> str:
    """Return a line between backquotes, more than any that stand in it together."""
    longest = max(map(len, re.findall("`+", said)), default=0)
    fence = "`" * (longest + 1)
    beside = " " if "`" in (said[0], said[-1]) else ""
    return f"{fence}{beside}{said}{beside}{fence}"


def in_one_line(value: object) -> Markup:
    """Return inline code in one line, its line ends and tabs to be seen."""
    signs = str.maketrans({"\n": "⏎", "\t": "⇥"})
    return code(visible(str(value)).translate(signs))


def block(value: object) -> Markup:
    """Return a line of code that stands by itself."""
    return Markup(f"    {line(str(value))}")


def prose(value: object) -> Markup:
    """Return a sentence for Markdown in which code, and nothing else, stands between backquotes."""
    sentence = line(str(value))
    pieces = sentence.split("`")
    if len(pieces) % 2 == 0:
        return escaped(sentence)
    return Markup().join(
        (code(piece) if piece else Markup())
        if number % 2
        else _inside(piece, first=number == 0)
        for number, piece in enumerate(pieces)
    )


def _inside(piece: str, *, first: bool) -> Markup:
    """Return a piece of a sentence escaped, the blanks at its ends kept."""
    start = " " * (piece[:1] == " ")
    end = " " * (piece[-1:] == " " and piece.strip() != "")
    return Markup("{}{}{}").format(start, (escaped if first else within)(piece), end)


# Where links lead

#: What may stand in an address as it is; all else is written by its bytes.
_KEPT = "%/?#@!$&'+,;=:~._-"


def address(url: str) -> str:
    r"""Return a page of the network as it may stand anywhere; nothing, where it is none.

    >>> address("https://a.example/b|c)"), address("javascript:alert(1)")
    ('https://a.example/b%7Cc%29', '')
    """
    said = visible(url)
    try:
        parts = urlsplit(said)
    except ValueError:
        return ""
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or said != said.strip()
    ):
        return ""
    return quote(said, safe=_KEPT)
