"""JSON: what Python reads of it, and a scanner that tells where."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from configbench.audit.configs.keys import Document, Format, Key, Lines, Span
from configbench.inside.typed import typed

_TOKEN = re.compile(
    r'(?P<text>"(?:[^"\\]+|\\.)*")|(?P<word>[^\s,:"\[\]{}]+)|[,:\[\]{}]', re.DOTALL
)


@dataclass
class _Node:
    """An object or a list that is open."""

    is_object: bool
    start: int
    path: tuple[str, ...]
    #: Its slot among the keys, and where its name stands; None in a list.
    slot: tuple[int, Span] | None
    number: int = 0
    name: tuple[str, Span] | None = None


@dataclass(frozen=True)
class _Json(Document):
    """A document of JSON; all of a line may stand in it, so nothing is laid out in lines."""

    root: int = field(default=0, repr=False)

    def with_value(self, key: Key, raw: str) -> str | None:
        return self.edited([(key.at, raw)])

    def with_key(self, parent: tuple[str, ...], name: str, raw: str) -> str | None:
        section = self.section(parent)
        if parent and section is None:
            return None
        start = self.root if section is None else section.at.start
        blanks = self._blanks(start + 1)
        at = start + 1 + len(blanks)
        line = f"{self.named(name)}: {raw}"
        if self.text[at : at + 1] == "}":
            return self.edited([(Span(start + 1, start + 1), line)])
        return self.edited([(Span(at, at), f"{line},{blanks or ' '}")])

    def with_section(self, name: str, inner: str, raw: str) -> str | None:
        return self.with_key((), name, f"{{{self.named(inner)}: {raw}}}")

    def doubled(self, key: Key, raw: str) -> str | None:
        if key.section:
            return None
        before = len(self.text[: key.name.start].rstrip())
        blanks = self.text[before : key.name.start] or " "
        line = f",{blanks}{key.name.of(self.text)}: {raw}"
        return self.edited([(Span(key.at.end, key.at.end), line)])

    def named(self, name: str) -> str:
        return json.dumps(name, ensure_ascii=False)

    def _blanks(self, at: int) -> str:
        return self.text[at : len(self.text) - len(self.text[at:].lstrip())]


def read(text: str, mark: str) -> Document | None:
    """Read a text; None for what is none, or has no object at its top."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(whole, dict):
        return None
    return _Json(Format.JSON, text, tuple(_keys(text)), mark, text.index("{"))


def _keys(text: str) -> list[Key]:
    """Return the keys of a text that is JSON."""
    keys: list[Key | None] = []
    stack: list[_Node] = []
    lines = Lines(text)
    for token in _TOKEN.finditer(text):
        word, at = token[0], Span(*token.span())
        node = stack[-1] if stack else None
        if node is not None and node.is_object and token["text"] and node.name is None:
            node.name = json.loads(word), at
        elif token["text"] or token["word"]:
            if node is not None and node.name is not None:
                keys.append(
                    _key(text, lines, (*node.path, node.name[0]), node.name[1], at)
                )
        elif word in "{[":
            slot = len(keys)
            stack.append(_begun(node, at.start, slot, is_object=word == "{"))
            keys.append(None)
        elif word in "}]":
            ended = stack.pop()
            if ended.slot is not None:
                slot, name = ended.slot
                whole = Span(ended.start, at.end)
                keys[slot] = _key(text, lines, ended.path, name, whole)
        elif word == "," and node is not None:
            node.name = None
            node.number += 1
    return [key for key in keys if key is not None]


def _begun(node: _Node | None, start: int, slot: int, *, is_object: bool) -> _Node:
    if node is None:
        return _Node(is_object, start, (), None)
    if node.name is None:
        return _Node(is_object, start, (*node.path, str(node.number)), None)
    name, at = node.name
    return _Node(is_object, start, (*node.path, name), (slot, at))


def _key(text: str, lines: Lines, path: tuple[str, ...], name: Span, at: Span) -> Key:
    raw = at.of(text)
    section = raw.startswith("{")
    value: Any = None if section else json.loads(raw)
    line = lines.of(name.start)
    return Key(path, None if section else typed(value), raw, line, section, name, at)
