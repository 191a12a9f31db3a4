"""YAML: positions are those of ruamel.yaml's events, which no depth is too deep for."""

import json
import re
from dataclasses import dataclass, field
from typing import Any, Final

from configbench.audit.configs.keys import Document, Format, Key, Lines, Span
from configbench.inside.typed import typed
from configbench.values import Typed
from configbench.yamls import reading, scalars

#: An anchor and a tag in front of a value.
_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*(?:[ \t]+(?=\S)|(?=\s|$|[,\]}])))*")
#: What may stand between these and the value, or in front of a value on a line of its own.
_BLANKS = re.compile(r"(?:\s+|(?<=\s)#[^\n]*)*")
_DEEPEST: Final = 100
_COLON = re.compile(r"[ \t]*:")
#: A name that is text to all readers, and needs no quotes.
_PLAIN = re.compile(r"[^\W\d][\w.-]*")


@dataclass
class _Draft:
    """A key whose value is being read, and where its colon ends."""

    path: tuple[str, ...]
    name: Span
    behind: int


@dataclass
class _Node:
    """A mapping or a list that is open."""

    is_mapping: bool
    flow: bool
    start: int
    behind: int
    path: tuple[str, ...] | None
    draft: _Draft | None
    slot: int
    anchor: str
    #: Of a list.
    items: list[Typed | None] = field(default_factory=list)
    #: Of a mapping: whether the next thing is a key, and the key that waits for its value.
    wants_key: bool = True
    key: _Draft | None = None


@dataclass(frozen=True)
class _Yaml(Document):
    """A document of YAML.

    Attributes
    ----------
    places
        Of each key, what it needs to be written again: where its value is put, and whether it
        stands in brackets.
    root
        Where the mapping at the top begins, and whether it is in brackets; None for an empty file.
    """

    places: dict[Span, "_Place"] = field(default_factory=dict, repr=False)
    root: tuple[int, bool] | None = None

    def with_value(self, key: Key, raw: str) -> str | None:
        place = self.places[key.name]
        if not place.apart:
            blank = key.raw or self.text[key.at.start - 1] in " \t"
            return self.edited([(key.at, raw if blank else " " + raw)])
        # A block moves behind the colon; what is said of it in between stays.
        kept = self.text[place.behind : key.at.start].rstrip()
        return self.edited([(Span(place.behind, key.at.end), f" {raw}{kept}")])

    def with_key(self, parent: tuple[str, ...], name: str, raw: str) -> str | None:
        line = f"{self.named(name)}: {raw}"
        if not parent:
            return self._at_top(line)
        section = self.section(parent)
        if section is None:
            return None
        return self._within(section.at.start, line, flow=section.raw.startswith("{"))

    def with_section(self, name: str, inner: str, raw: str) -> str | None:
        if self.root is None or self.root[1]:
            line = f"{self.named(name)}: {{{self.named(inner)}: {raw}}}"
            return self._at_top(line)
        indented = " " * self._column(self.root[0])
        return self._at_top(
            f"{self.named(name)}:{self.newline}{indented}  {self.named(inner)}: {raw}"
        )

    def doubled(self, key: Key, raw: str) -> str | None:
        if key.section:
            return None
        line = f"{key.name.of(self.text)}: {raw}"
        end = Span(key.at.end, key.at.end)
        if self.places[key.name].flow:
            lead = "" if key.raw else " "
            return self.edited([(end, f"{lead}, {line}")])
        return self.below(key.at.end, " " * self._column(key.name.start) + line)

    def named(self, name: str) -> str:
        plain = _PLAIN.fullmatch(name) and scalars.readings(name) == [name]
        return name if plain else json.dumps(name, ensure_ascii=False)

    def _at_top(self, line: str) -> str | None:
        if self.root is None:
            return self.at_end([line])
        return self._within(self.root[0], line, flow=self.root[1])

    def _within(self, start: int, line: str, *, flow: bool) -> str:
        if flow:
            after = self.text[start + 1 :].lstrip()
            line = line if after.startswith("}") else f"{line}, "
            return self.edited([(Span(start + 1, start + 1), line)])
        indented = self.newline + " " * self._column(start)
        return self.edited([(Span(start, start), line + indented)])

    def _column(self, at: int) -> int:
        return at - self.line_start(at)


@dataclass(frozen=True)
class _Place:
    """Where the value of a key is put.

    Attributes
    ----------
    behind
        Of a block: behind the colon, and behind its anchor and its tag.
    flow
        Whether the key stands in brackets.
    apart
        Whether the value is a block: it cannot be replaced where it stands.
    """

    behind: int
    flow: bool
    apart: bool


def read(text: str, mark: str) -> Document | None:
    """Read a text; None for what is none, has several documents, or no mapping at its top."""
    if _depth(text) > _DEEPEST:
        return None
    try:
        events = reading.events(text)
    except reading.NoYamlError:
        return None
    return _Reader(text).read(events, mark)


def _depth(text: str) -> int:
    """Return how deeply brackets are nested, or more: ruamel.yaml takes minutes for thousands."""
    depth = deepest = 0
    for bracket in re.findall(r"[\[\]{}]", text):
        depth += 1 if bracket in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


class _Reader:
    """Follows the events of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = Lines(text)
        self.keys: list[Key | None] = []
        self.places: dict[Span, _Place] = {}
        self.open: list[_Node] = []
        self.anchors: dict[str, Typed | None] = {}
        self.root: tuple[int, bool] | None = None
        #: Where what was read last ends; a block itself ends where something else begins.
        self.last = 0

    def read(self, events: list[Any], mark: str) -> Document | None:
        """Return the document."""
        names = [type(event).__name__ for event in events]
        if names.count("DocumentStartEvent") > 1:
            return None
        for event, name in zip(events, names, strict=True):
            if name in {"MappingStartEvent", "SequenceStartEvent"}:
                self._begin(event, is_mapping=name == "MappingStartEvent")
            elif name in {"MappingEndEvent", "SequenceEndEvent"}:
                self._end(event)
            elif name in {"ScalarEvent", "AliasEvent"}:
                if not self.open and (name == "AliasEvent" or event.value):
                    return None
                self._leaf(event, is_alias=name == "AliasEvent")
            if self.open and not self.open[0].is_mapping:
                return None
        keys = tuple(key for key in self.keys if key is not None)
        return _Yaml(Format.YAML, self.text, keys, mark, self.places, self.root)

    # -- what the events say
    def _begin(self, event: Any, *, is_mapping: bool) -> None:
        start: int = event.start_mark.index
        behind = self._behind_properties(event)
        behind = behind if behind > start else 0
        flow = bool(event.flow_style)
        if flow:
            start = event.end_mark.index - 1
        elif behind:
            start = event.end_mark.index
            # Of a list that is not indented, its dash is read already.
            start -= not is_mapping and self.text[start : start + 1] != "-"
        draft, path = self._taken()
        if not self.open:
            self.root = start, flow
        slot = len(self.keys)
        self.keys.append(None)
        anchor = event.anchor or ""
        self.open.append(
            _Node(is_mapping, flow, start, behind, path, draft, slot, anchor)
        )

    def _end(self, event: Any) -> None:
        node = self.open.pop()
        if node.flow:
            self.last = event.end_mark.index
        value = None
        if not node.is_mapping and None not in node.items:
            value = {"t": "list", "v": node.items}
        if node.anchor:
            self.anchors[node.anchor] = value
        if node.draft is not None:
            at = Span(node.start, max(self.last, node.start))
            self._keep(node.draft, at, value, node)
        self._given(value)

    def _leaf(self, event: Any, *, is_alias: bool) -> None:
        start, end = event.start_mark.index, event.end_mark.index
        if is_alias:
            value = self.anchors.get(event.anchor)
        else:
            value = _value(event)
            start, end = self._written(event)
            if event.anchor:
                self.anchors[event.anchor] = value
        self.last = end
        node = self.open[-1] if self.open else None
        if node is not None and node.is_mapping and node.wants_key:
            node.key = None if is_alias else self._draft(node, event, start, end)
            node.wants_key = False
            return
        draft, _ = self._taken()
        if draft is not None:
            self._keep(draft, Span(start, end), value, None)
        self._given(value)

    def _written(self, event: Any) -> tuple[int, int]:
        """Return where a word stands, behind its anchor and its tag."""
        start, end = self._behind_properties(event), event.end_mark.index
        if event.style or event.value:
            blanks = _BLANKS.match(self.text, start)
            start = start if blanks is None else blanks.end()
        if event.style in {"|", ">"}:
            return start, start + len(_without_end(self.text[start:end]))
        if event.style or event.value:
            return start, end
        # Nothing stands there; its mark is where something else begins.
        key = self.open[-1].key if self.open else None
        if start == event.start_mark.index and key is not None:
            start = key.behind
        return start, start

    # -- keys
    def _draft(self, node: _Node, event: Any, start: int, end: int) -> _Draft | None:
        colon = _COLON.match(self.text, end)
        if node.path is None or colon is None or start != event.start_mark.index:
            return None
        # Behind a question mark it is laid out otherwise.
        name = str(event.value)
        return _Draft((*node.path, name), Span(start, end), colon.end())

    def _taken(self) -> tuple[_Draft | None, tuple[str, ...] | None]:
        """Return the key whose value begins, and the path of what is in it."""
        if not self.open:
            return None, ()
        node = self.open[-1]
        if not node.is_mapping:
            inner = None if node.path is None else (*node.path, str(len(node.items)))
            return None, inner
        if node.wants_key:  # a key that is no word
            return None, None
        if node.key is None:
            return None, None
        # What is merged belongs to the mapping around it.
        path = node.key.path
        return node.key, path[:-1] if path[-1] == "<<" else path

    def _given(self, value: Typed | None) -> None:
        """Note that a value, or a key that is no word, has ended."""
        if not self.open:
            return
        node = self.open[-1]
        if not node.is_mapping:
            node.items.append(value)
            return
        if node.wants_key:
            node.key = None
        node.wants_key = not node.wants_key

    def _keep(
        self, draft: _Draft, at: Span, value: Typed | None, node: _Node | None
    ) -> None:
        if draft.path[-1] == "<<":
            return
        line = self.lines.of(draft.name.start)
        is_section = node is not None and node.is_mapping
        key = Key(draft.path, value, at.of(self.text), line, is_section, draft.name, at)
        if node is None:
            self.keys.append(key)
        else:
            self.keys[node.slot] = key
        apart = node is not None and not node.flow
        behind = node.behind if node is not None else 0
        self.places[draft.name] = _Place(
            max(draft.behind, behind if apart else 0), self.open[-1].flow, apart
        )

    def _behind_properties(self, event: Any) -> int:
        """Return where the anchor and the tag of a value end; where it begins if it has none."""
        start: int = event.start_mark.index
        if not event.anchor and not event.tag:
            return start
        found = _PROPERTIES.match(self.text, start)
        end = start if found is None else found.end()
        return len(self.text[:end].rstrip(" \t"))


def _without_end(block: str) -> str:
    """Return a block of lines without those at its end that are empty and are no part of it."""
    if "+" in block.partition("\n")[0]:
        return block.removesuffix("\n").removesuffix("\r")
    return block.rstrip()


def _value(event: Any) -> Typed | None:
    if event.tag is not None and str(event.tag) != "!":
        return None
    if event.style:
        return typed(str(event.value))
    found = scalars.readings(str(event.value))
    if len(found) != 1 or isinstance(found[0], scalars.Date):
        return None
    return typed(found[0])
