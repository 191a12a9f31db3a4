"""Templates: whatever they put in is text of the format, and never a mark in it.

One environment of Jinja2 for each format.  In both, what comes from results, rows and programs is
escaped by itself; only what is :class:`markupsafe.Markup` already stands as it is.  Our own prose
(``words.toml``) is in a small Markdown and goes through the filter ``own``; sentences of a row's
author, in which code stands between backquotes, through ``prose``.
"""

import functools
import html
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from report import load, markup, text, words

FOLDER = load.HERE / "templates"

#: What has a meaning somewhere in a line of Markdown, and a backslash before which takes it away.
#: An underline between letters has none: names stay as they are written.
_MARKS = re.compile(r"([\\`*\[\]~|$]|(?<![^\W_])_|_(?![^\W_]))")

#: What has one at the start of a line alone.
_FIRST = re.compile(r"^(\d*)([.)](?=\s|$)|[#=]|[-+](?=[\s-]|$))")

#: A page of the network, as it may stand in angle brackets.
_URL = re.compile(r"https?://[^\s<>]+")

#: A code span, as CommonMark finds it, or what begins HTML.
_CODE_OR_HTML = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|<")


def markdown(name: str, **told: Any) -> str:
    """Return a page in Markdown from ``templates/NAME``; of blank lines one is enough."""
    return re.sub(r"\n{3,}", "\n\n", _page(_markdown(), name, told))


def phrase(name: str, **told: Any) -> Markup:
    """Return a sentence for a page in Markdown, from a macro of ``templates/phrases.md.j2``."""
    module = _markdown().get_template(spoken("phrases.md.j2")).module
    return Markup(" ".join(str(getattr(module, name)(**told)).split()))


def inline(name: str, **told: Any) -> Markup:
    """Return a piece of Markdown in one line from ``templates/NAME``."""
    return Markup(" ".join(markdown(spoken(name), **told).split()))


def spoken(name: str) -> str:
    """Return the template of a name in the language that is spoken: ``paragraph.ko.md.j2``.

    Where a language has none, its words go into the English one.
    """
    stem, dot, rest = name.partition(".")
    own = f"{stem}.{words.language()}{dot}{rest}"
    return own if (FOLDER / own).is_file() else name


def html_page(name: str, **told: Any) -> str:
    """Return a page, or a part of one, in HTML from ``templates/NAME``."""
    return _page(_html(), name, told)


def _page(environment: Environment, name: str, told: Mapping[str, Any]) -> str:
    return environment.get_template(name).render(**told).rstrip() + "\n"


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
    return Markup(_FIRST.sub(r"\1\\\2", _within(value)))


def _within(value: str) -> Markup:
    """Return text as it stands behind something else in a line."""
    line = _MARKS.sub(r"\\\1", " ".join(value.split()))
    return Markup(html.escape(line, quote=False))


def code(value: object) -> Markup:
    """Return inline code for Markdown."""
    return Markup(text.code(str(value)))


def _environment(finalize: Callable[[Any], Any] | None) -> Environment:
    return Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalize,
    )


@functools.cache
def _markdown() -> Environment:
    made = _environment(escaped)
    filters: dict[str, Callable[..., Any]] = {
        "address": _address,
        "block": lambda value: Markup(f"    {' '.join(str(value).split())}"),
        "code": code,
        "inline": lambda value: Markup(text.inline(str(value))),
        "lines": lambda value: Markup(text.visible(str(value))),
        "own": lambda value: Markup(" ".join(str(value).split())),
        "fill": fill,
        "link": _link,
        "marked": _marked,
        "prose": prose,
        "stopped": lambda value: _stopped(str(value)),
        "path": lambda value: Markup(quote(str(value))),
        "anchor": lambda value: Markup(text.anchor(str(value))),
        "joined": text.joined,
    }
    made.filters |= filters
    return made


def fill(sentence: str, *parts: object, **named: object) -> Markup:
    r"""Return a sentence of our own, in small Markdown, with what is put in as text.

    >>> str(fill("*{row}*: {count}", row="a_b *", count=3))
    '*a_b \\**: 3'
    """
    return Markup(sentence.strip("\n")).format(
        *(_put_in(each) for each in parts),
        **{name: _put_in(each) for name, each in named.items()},
    )


def _put_in(value: object) -> Markup:
    """Return what stands inside a line as text of it."""
    return Markup(value) if hasattr(value, "__html__") else _within(str(value))


def _stopped(sentence: str) -> Markup:
    """Return a sentence escaped, with the full stop that it may have."""
    return escaped(sentence and f"{sentence.rstrip('.')}.")


def _address(url: str) -> Markup:
    """Return a link to a page of the network; what is none stays text."""
    return Markup(f"<{url}>") if _URL.fullmatch(url) else escaped(url)


def _link(url: str) -> Markup:
    """Return where a link leads: to a page of the network, or nowhere."""
    if not _URL.fullmatch(url):
        return Markup("#")
    return Markup(f"<{url}>" if re.search(r"[()\\]", url) else url)


def _marked(paragraph: str) -> Markup:
    """Return a paragraph of our own Markdown, told from results: its marks are marks, HTML is text.

    >>> str(_marked("*a* `<b>` <b>"))
    '*a* `<b>` &lt;b>'
    """
    return Markup(
        _CODE_OR_HTML.sub(lambda found: found[0] if found[1] else "&lt;", paragraph)
    )


def prose(value: object) -> Markup:
    """Return a sentence for Markdown in which code, and nothing else, stands between backquotes."""
    sentence = " ".join(str(value).split())
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
    return Markup("{}{}{}").format(start, (escaped if first else _within)(piece), end)


@functools.cache
def _html() -> Environment:
    made = _environment(None)
    made.filters |= {
        "own": lambda value: Markup(markup.marked(" ".join(str(value).split()))),
        "prose": lambda value: Markup(markup.ticked(str(value))),
        "path": quote,
        "joined": text.joined,
    }
    return made
