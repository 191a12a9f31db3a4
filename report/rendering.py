"""Templates: whatever they put in is text of the format, and never a mark in it.

One environment of Jinja2 for each format.  In both, what comes from results, rows and programs is
escaped by itself; only what is :class:`markupsafe.Markup` already stands as it is.  Our own prose
(``words.toml``) is in a small Markdown and goes through the filter ``own``; sentences of a row's
author, in which code stands between backquotes, through ``prose``.
"""

import functools
import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from report import load, markup, text, words
from report.escaping import (
    address,
    beginning,
    block,
    code,
    escaped,
    in_one_line,
    prose,
    put_in,
    visible,
)

FOLDER = load.HERE / "templates"


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
    return visible(environment.get_template(name).render(**told)).rstrip() + "\n"


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
        "block": block,
        "code": code,
        "lines": in_one_line,
        "own": lambda value: Markup(" ".join(str(value).split())),
        "fill": fill,
        "link": _link,
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
    told = Markup(sentence.strip("\n")).format(
        *(put_in(each) for each in parts),
        **{name: put_in(each) for name, each in named.items()},
    )
    return beginning(told) if sentence.startswith("{") else told


def _stopped(sentence: str) -> Markup:
    """Return a sentence escaped, with the full stop that it may have."""
    return escaped(sentence and f"{sentence.rstrip('.')}.")


def _address(url: str) -> Markup:
    """Return a link to a page of the network; what is none stays text."""
    found = address(url)
    return Markup(f"<{found}>") if found else escaped(url)


def _link(url: str) -> Markup:
    """Return where a link leads: to a page of the network, or nowhere."""
    return Markup(address(url) or "#")


@functools.cache
def _html() -> Environment:
    made = _environment(None)
    made.filters |= {
        "own": lambda value: Markup(markup.marked(" ".join(str(value).split()))),
        "fill": markup.fill,
        "prose": lambda value: Markup(markup.ticked(str(value))),
        "path": quote,
        "address": address,
        "joined": text.joined,
    }
    return made
