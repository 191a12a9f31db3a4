"""The site as a reader has it: with the parts of its pages that scripts put in."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from report import packing

_PART = re.compile(r'(<(\w+)[^>]* data-part="([^"]+)">).*?(</\2>)', re.DOTALL)


def held(made: Mapping[str, str], name: str) -> Any:
    """Return what a script of ``data/`` hands on: ``cells/overrides``, ``words``."""
    found = packing.held(made[f"site/data/{name}.js"])
    assert found is not None, name
    assert found[0] == name
    return found[1]


def page(made: Mapping[str, str], name: str) -> str:
    """Return a page with what it loads."""

    def put_in(part: re.Match[str]) -> str:
        file, _, name = part[3].partition("/")
        return f"{part[1]}{held(made, f'pages/{file}')[name]}{part[4]}"

    return _PART.sub(put_in, made[f"site/{name}"])


def pages(made: Mapping[str, str]) -> dict[str, str]:
    """Return every page so, by its path."""
    return {
        name: page(made, name.removeprefix("site/"))
        for name in made
        if name.endswith(".html")
    }


class Seen(HTMLParser):
    """What a page holds: elements left open, its identifiers, its links and its texts."""

    VOID = frozenset({"meta", "link", "input", "wbr", "br", "img"})
    #: Cells and lines end where the next begins, or their table does, as HTML has it.
    ENDED = frozenset({"td", "tr"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.scripts = 0
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element."""
        given = dict(attrs)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        self.links += [
            str(given[key]) for key in ("href", "src") if given.get(key) is not None
        ]
        self.scripts += tag == "script"
        if tag in {"td", "th", "tr"}:
            self._end({"td"} if tag != "tr" else self.ENDED)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element without content: those of a picture."""

    def handle_data(self, data: str) -> None:
        """Keep what is read."""
        self.texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Check that it ends what was opened last."""
        if tag in {"tr", "tbody", "table"}:
            self._end(self.ENDED - {tag})
        assert self.open, tag
        assert self.open.pop() == tag

    def _end(self, tags: set[str] | frozenset[str]) -> None:
        while self.open and self.open[-1] in tags:
            self.open.pop()
