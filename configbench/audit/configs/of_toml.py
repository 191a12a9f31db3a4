"""TOML: what Python reads of it, and a scanner that tells where.

Where the scanner finds another value than Python does, or none, the file is not read.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from configbench.audit.configs.keys import Document, Format, Key, Lines, Span
from configbench.inside.typed import typed

_BASIC = r'"(?:[^"\\\n]+|\\.)*"'
_LITERAL = r"'[^'\n]*'"
_TEXT = (
    r'"""(?:[^"\\]+|\\.|"{1,2}(?!"))*"{3,5}|'
    rf"'''(?:[^']+|'{{1,2}}(?!'))*'{{3,5}}|{_BASIC}|{_LITERAL}"
)
_PART = re.compile(rf"[A-Za-z0-9_-]+|{_BASIC}|{_LITERAL}")
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_SKIP = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_VALUE = re.compile(
    rf"(?P<text>{_TEXT})|(?P<word>[^\s,\]}}{{\[#=]+(?:[ ]\d\d:[^\s,\]}}#]+)?)",
    re.DOTALL,
)
_BARE = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True)
class _Name:
    """A name as it is written, perhaps of several parts: the whole of it, and its last part."""

    parts: tuple[str, ...]
    last: Span
    end: int


@dataclass(frozen=True)
class _Toml(Document):
    """A document of TOML; a table is a section that is no value.

    Attributes
    ----------
    inline
        The names that stand in braces.
    """

    inline: frozenset[Span] = frozenset()

    def with_value(self, key: Key, raw: str) -> str | None:
        return None if self._is_table(key) else self.edited([(key.at, raw)])

    def with_key(self, parent: tuple[str, ...], name: str, raw: str) -> str | None:
        line = f"{self.named(name)} = {raw}"
        if not parent:
            # What stands in front of the first table is at the top.
            return self.at_end([line]) if not self.keys else self.above(self._top, line)
        section = self.section(parent)
        if section is None:
            return None
        if self._is_table(section):
            return self.below(section.at.start, line)
        start = section.at.start + 1
        empty = self.text[start:].lstrip().startswith("}")
        return self.edited([(Span(start, start), line if empty else f"{line}, ")])

    def with_section(self, name: str, inner: str, raw: str) -> str | None:
        return self.at_end(
            ["", f"[{self.named(name)}]", f"{self.named(inner)} = {raw}"]
        )

    def doubled(self, key: Key, raw: str) -> str | None:
        if key.section:
            return None
        if key.name in self.inline:
            if self.text[: key.name.start].rstrip().endswith("."):
                return None
            line = f"{key.name.of(self.text)} = {raw}"
            return self.edited([(Span(key.at.end, key.at.end), f", {line}")])
        # With its indentation, and the parts of the name in front of the last one.
        front = self.text[self.line_start(key.name.start) : key.name.end]
        return self.below(key.at.end, f"{front} = {raw}")

    def named(self, name: str) -> str:
        bare = _BARE.fullmatch(name)
        return name if bare else json.dumps(name, ensure_ascii=False)

    @property
    def _top(self) -> int:
        return self.keys[0].name.start

    def _is_table(self, key: Key) -> bool:
        return key.section and not key.raw.startswith("{")


def read(text: str, mark: str) -> Document | None:
    """Read a text; None for what is none."""
    try:
        whole = tomllib.loads(text)
        scanner = _Scanner(text)
        keys = tuple(scanner.keys())
    except (ValueError, RecursionError, _UnlikeError):
        return None
    if not all(_agrees(whole, key) for key in keys):
        return None
    return _Toml(Format.TOML, text, keys, mark, frozenset(scanner.inline))


class _UnlikeError(Exception):
    """The scanner does not understand a text."""


def _agrees(whole: Any, key: Key) -> bool:
    """Whether what Python has read has a key, and its value."""
    at = whole
    for part in key.path:
        try:
            at = at[int(part)] if isinstance(at, list) else at[part]
        except (KeyError, IndexError, TypeError, ValueError):
            return False
    return isinstance(at, dict) if key.section else typed(at) == key.value


@dataclass
class _Node:
    """A list or an inline table that is open."""

    is_table: bool
    start: int
    path: tuple[str, ...]
    name: _Name | None
    slot: int
    number: int = 0


@dataclass
class _Scanner:
    """Tells where the keys of a text stand that is TOML."""

    text: str
    at: int = 0
    #: How many there are of each list of tables.
    numbers: dict[tuple[str, ...], int] = field(default_factory=dict)
    #: The names that stand in braces.
    inline: set[Span] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.lines = Lines(self.text)

    def keys(self) -> Iterator[Key]:
        """Yield them in their order."""
        table: tuple[str, ...] = ()
        while self._skip():
            if self.text[self.at] != "[":
                yield from self._statement(table)
                continue
            several = self.text.startswith("[[", self.at)
            start = self.at
            self.at += 2 if several else 1
            self._skip()
            name = self._name()
            table = self._resolved(name.parts, several=several)
            self._expect("]]" if several else "]")
            yield self._key(table, name.last, Span(start, self.at), section=True)

    def _resolved(self, parts: tuple[str, ...], *, several: bool) -> tuple[str, ...]:
        """Return the path of a table, with the numbers of those in lists."""
        path: tuple[str, ...] = ()
        for number, part in enumerate(parts, start=1):
            path = (*path, part)
            if several and number == len(parts):
                self.numbers[path] = self.numbers.get(path, -1) + 1
            if path in self.numbers:
                path = (*path, str(self.numbers[path]))
        return path

    def _statement(self, table: tuple[str, ...]) -> Iterator[Key]:
        """Yield a key with its value, and those within it."""
        found: list[Key | None] = []
        stack: list[_Node] = []
        name: _Name | None = self._name()
        assert name is not None  # noqa: S101  for the reader
        path = (*table, *name.parts)
        self._expect("=")
        while True:
            self._skip()
            word = self.text[self.at : self.at + 1]
            if word in {"{", "["}:
                stack.append(_Node(word == "{", self.at, path, name, len(found)))
                found.append(None)
                self.at += 1
            else:
                span = self._scalar()
                if name is not None:
                    found.append(self._key(path, name.last, span))
                if stack:
                    stack[-1].number += 1
            self._close(stack, found)
            if not stack:
                break
            node = stack[-1]
            name, path = None, (*node.path, str(node.number))
            if node.is_table:
                name = self._name()
                path = (*node.path, *name.parts)
                self.inline.add(name.last)
                self._expect("=")
        yield from (key for key in found if key is not None)

    def _close(self, stack: list[_Node], found: list[Key | None]) -> None:
        """Go over what ends here, and over a comma."""
        while stack:
            self._skip()
            node = stack[-1]
            if self.text.startswith(",", self.at):
                self.at += 1
                continue
            if not self.text.startswith("}" if node.is_table else "]", self.at):
                break
            self.at += 1
            stack.pop()
            if node.name is not None:
                span = Span(node.start, self.at)
                found[node.slot] = self._key(
                    node.path, node.name.last, span, section=node.is_table
                )
            if stack:
                stack[-1].number += 1

    # -- pieces
    def _skip(self) -> bool:
        """Go on to what is neither blank nor comment; whether there is any."""
        found = _SKIP.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at < len(self.text)

    def _expect(self, word: str) -> None:
        self._skip()
        if not self.text.startswith(word, self.at):
            raise _UnlikeError
        self.at += len(word)

    def _name(self) -> _Name:
        parts = []
        while True:
            found = _PART.match(self.text, self.at)
            if found is None:
                raise _UnlikeError
            word = found[0]
            quoted = word.startswith(("'", '"'))
            parts.append(_loaded(word) if quoted else word)
            dot = _DOT.match(self.text, found.end())
            self.at = found.end() if dot is None else dot.end()
            if dot is None:
                return _Name(tuple(map(str, parts)), Span(*found.span()), self.at)

    def _scalar(self) -> Span:
        found = _VALUE.match(self.text, self.at)
        if found is None:
            raise _UnlikeError
        self.at = found.end()
        return Span(*found.span())

    def _key(
        self, path: tuple[str, ...], name: Span, at: Span, *, section: bool = False
    ) -> Key:
        raw = at.of(self.text)
        line = self.lines.of(name.start)
        value = None if section else typed(_loaded(raw))
        return Key(path, value, raw, line, section, name, at)


def _loaded(raw: str) -> Any:
    return tomllib.loads(f"value = {raw}")["value"]
