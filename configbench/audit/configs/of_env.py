"""``.env``: lines as python-dotenv takes them apart; where one is not understood, none is read."""

import re
from collections.abc import Iterator

from configbench.audit.configs.keys import Document, Format, Key, Lines, Span
from configbench.inside.typed import typed

_BETWEEN = re.compile(r"(?:\s+|#[^\r\n]*)*")
_NAME = re.compile(
    r"(?P<export>export[ \t]+)?(?P<name>'[^'\r\n]+'|[^=#\s]+)[ \t]*(?P<equals>=[ \t]*)?"
)
_QUOTED = re.compile(r"'(?:[^'\\]+|\\.)*'|\"(?:[^\"\\]+|\\.)*\"", re.DOTALL)
_REST = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?=[\r\n]|\Z)")


class _Env(Document):
    """A document of ``.env``: it has no sections."""

    def with_value(self, key: Key, raw: str) -> str | None:
        return self.edited([(key.at, raw)])

    def with_key(self, parent: tuple[str, ...], name: str, raw: str) -> str | None:
        if parent:
            return None
        line = f"{name}={raw}"
        if not self.keys:
            return self.at_end([line])
        return self.above(self.keys[0].name.start, line)

    def with_section(self, name: str, inner: str, raw: str) -> str | None:  # noqa: ARG002  it has none
        return None

    def doubled(self, key: Key, raw: str) -> str | None:
        front = self.text[self.line_start(key.name.start) : key.at.start]
        return self.below(key.at.end, front + raw)

    def named(self, name: str) -> str:
        return name


def read(text: str, mark: str) -> Document | None:
    """Read a text; None for what is none."""
    try:
        return _Env(Format.ENV, text, tuple(_keys(text)), mark)
    except _UnlikeError:
        return None


class _UnlikeError(Exception):
    """A line is not understood."""


def _keys(text: str) -> Iterator[Key]:
    at = 0
    lines = Lines(text)
    while True:
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at
        if at >= len(text):
            return
        found = _NAME.match(text, at)
        if found is None:
            raise _UnlikeError
        at = found.end()
        if found["equals"] is not None:
            value = _value(text, at)
            path = (found["name"].strip("'"),)
            line = lines.of(found.start("name"))
            raw, name = value.of(text), Span(*found.span("name"))
            told = None
            if not {"\\", "$"}.intersection(raw):
                told = typed(raw[1:-1] if raw.startswith(("'", '"')) else raw)
            yield Key(path, told, raw, line, section=False, name=name, at=value)
            at = value.end
        rest = _REST.match(text, at)
        if rest is None:
            raise _UnlikeError
        at = rest.end()


def _value(text: str, at: int) -> Span:
    if text[at : at + 1] in {"'", '"'}:
        quoted = _QUOTED.match(text, at)
        if quoted is None:
            raise _UnlikeError
        return Span(*quoted.span())
    # A hash is a comment behind a blank only.
    end = re.compile(r"[\r\n]|\Z").search(text, at)
    assert end is not None  # noqa: S101  for the reader
    line = re.sub(r"\s+#.*", "", text[at : end.start()])
    if text[at - 1] in " \t" and line.startswith("#"):
        behind = len(text[:at].rstrip(" \t"))
        return Span(behind, behind)
    return Span(at, at + len(line.rstrip()))
