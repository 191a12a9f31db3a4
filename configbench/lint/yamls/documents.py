"""A YAML file, read with positions; no value of it is made, whatever its tags ask for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from configbench.errors import UserError
from configbench.lint.model import Found
from configbench.yamls import reading

#: A line that may be `key: value`, perhaps behind `- `.
_LINE = re.compile(
    r"^(?P<blanks> *)(?P<dashes>(?:- +)*)(?P<key>[^\s#:,\[\]{}][^#:]*):(?:\s|$)"
)


@dataclass(frozen=True)
class Entry:
    """One key of a mapping.

    Attributes
    ----------
    path
        With those of all around it.
    key, value
        As ruamel.yaml has them.
    """

    path: tuple[str, ...]
    key: Any
    value: Any

    @property
    def plain(self) -> str | None:
        """The value, if it is one word without quotes and without a tag of its own."""
        scalar = getattr(self.value, "id", "") == "scalar"
        if not scalar or self.value.style or self.value.anchor:
            return None
        begins = self.value.start_mark.index
        is_tagged = self.value.start_mark.buffer is not None and (
            self.value.start_mark.buffer[begins : begins + 1] == "!"
        )
        return None if is_tagged else str(self.value.value)


class Document:
    """The documents of one file.

    Parameters
    ----------
    file
        Where it lies.
    text
        What it holds.

    Raises
    ------
    UserError
        If it is no YAML, or is nested too deeply.
    """

    def __init__(self, file: Path, text: str) -> None:
        self.file = file
        self.text = text
        self.roots = _composed(file, text)

    def entries(self, root: Any, path: tuple[str, ...] = ()) -> Iterator[Entry]:
        """Yield the keys of a mapping that are one word each; none of what is no mapping."""
        if getattr(root, "id", "") != "mapping":
            return
        for key, value in root.value:
            if getattr(key, "id", "") == "scalar":
                yield Entry((*path, str(key.value)), key, value)

    def section(self, path: tuple[str, ...]) -> Any:
        """Return what stands at a path of the only document; None if nothing does."""
        if len(self.roots) != 1:
            return None
        (at,) = self.roots
        for name in path:
            found = [each.value for each in self.entries(at) if each.key.value == name]
            if len(found) != 1:
                return None
            (at,) = found
        return at

    def duplicates(self) -> Iterator[tuple[Entry, Entry]]:
        """Yield keys that stand twice in one mapping with two values: the first, and the other."""
        seen = set[int]()
        waiting: list[tuple[Any, tuple[str, ...]]] = [(root, ()) for root in self.roots]
        while waiting:
            node, path = waiting.pop()
            if node is None or id(node) in seen:
                continue
            seen.add(id(node))
            known: dict[tuple[str, str], Entry] = {}
            for each in self.entries(node, path):
                name = str(each.key.tag), str(each.key.value)
                if name in known:
                    if not _is_same(known[name], each):
                        yield known[name], each
                elif name[1] != "<<":
                    known[name] = each
                waiting.append((each.value, each.path))
            if getattr(node, "id", "") == "sequence":
                waiting += [(each, path) for each in node.value]

    def found(self, rule: str, node: Any, says: str, **said: Any) -> Found:
        """Return that a rule is broken at a node."""
        mark = node.start_mark
        return Found(rule, self.file, mark.line + 1, mark.column + 1, says, **said)


def _is_same(one: Entry, other: Entry) -> bool:
    """Whether two keys have the same value, as it is written: then nothing is lost."""
    return _written(one.value) == _written(other.value)


def _written(value: Any) -> str:
    first, last = value.start_mark, value.end_mark
    text: str = first.buffer[first.index : last.index]
    return " ".join(text.split())


def may_repeat(text: str) -> bool:
    """Whether a key seems to stand twice in one mapping: who sees none need not parse it."""
    known: list[tuple[int, set[str]]] = []
    for line in text.split("\n"):
        if line.startswith(("---", "...")):
            known = []
        found = _LINE.match(line)
        if found is None:
            continue
        blanks, dashes = len(found["blanks"]), len(found["dashes"])
        depth = blanks + dashes
        # What begins with a dash is a mapping of its own.
        while known and (known[-1][0] > depth or (dashes and known[-1][0] > blanks)):
            known.pop()
        if not known or known[-1][0] < depth:
            known.append((depth, set()))
        key = found["key"].strip().strip("\"'")
        if key in known[-1][1]:
            return True
        known[-1][1].add(key)
    return False


def _composed(file: Path, text: str) -> list[Any]:
    try:
        return reading.composed(text)
    except reading.NoYamlError as error:
        raise UserError(f"{file}{error.at}: {error.why}") from error
