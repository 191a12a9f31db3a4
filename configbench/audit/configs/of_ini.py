"""INI: lines as Python's configparser takes them apart; where it reads another file, none is read.

Keys in front of the first section are taken, too: other readers have files without any.
"""

import configparser
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from configbench.audit.configs.keys import Document, Format, Key, Span
from configbench.inside.typed import typed

_HEADER = re.compile(r"\[(?P<name>.+)\]")
_OPTION = re.compile(r"(?P<name>.*?)[ \t]*[=:][ \t]*(?P<value>.*)")
#: A comment behind a value is a part of it, unless the program says otherwise.
_COMMENT = re.compile(r"[ \t]+[#;].*")
_TOP: Final = "\x01"


@dataclass(frozen=True)
class _Ini(Document):
    """A document of INI; a section is no value, and nothing stands in a section of a section."""

    def with_value(self, key: Key, raw: str) -> str | None:
        if key.section:
            return None
        blank = key.raw.strip(" \t")[:1].strip() or self.text[key.at.start - 1] in " \t"
        return self.edited([(key.at, raw if blank else " " + raw)])

    def with_key(self, parent: tuple[str, ...], name: str, raw: str) -> str | None:
        line = f"{name} = {raw}"
        if parent:
            section = self.section(parent)
            return None if section is None else self._below(section, line)
        if not self.keys or self.keys[0].section:
            return None
        return self.above(self.keys[0].name.start, line)

    def with_section(self, name: str, inner: str, raw: str) -> str | None:
        return self.at_end(["", f"[{name}]", f"{inner} = {raw}"])

    def doubled(self, key: Key, raw: str) -> str | None:
        if key.section:
            return None
        front = self.text[self.line_start(key.name.start) : key.at.start]
        blank = "" if front.endswith((" ", "\t")) else " "
        return self.below(key.at.end, front + blank + raw)

    def _below(self, section: Key, line: str) -> str:
        # What is indented less than the line in front of it begins anew, what is more goes on.
        behind = self.keys[self.keys.index(section) + 1 :]
        blanks = ""
        if behind:
            start = min(behind[0].name.start, behind[0].at.start)
            blanks = self.text[self.line_start(start) : start]
        return self.below(section.at.start, blanks + line)

    def named(self, name: str) -> str:
        return name


def read(text: str, mark: str) -> Document | None:
    """Read a text; None for what is none, or is read otherwise by Python."""
    try:
        keys = tuple(_Lines(text).keys())
        known = _parsed(text, top=bool(keys) and not keys[0].section)
    except (configparser.Error, _UnlikeError):
        return None
    if known != _last(keys):
        return None
    return _Ini(Format.INI, text, keys, mark)


def _parsed(text: str, *, top: bool) -> dict[tuple[str, ...], str]:
    """Return what Python reads."""
    parser = configparser.RawConfigParser(strict=False, default_section=_TOP * 2)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(f"[{_TOP}]\n{text}" if top else text)
    return {
        (*(() if section == _TOP else (section,)), name): value
        for section in parser.sections()
        for name, value in parser.items(section)
    }


def _last(keys: tuple[Key, ...]) -> dict[tuple[str, ...], str]:
    """Return the value of each name, of those that stand twice the last one's."""
    return {key.path: _joined(key.whole) for key in keys if isinstance(key, _Line)}


def _joined(text: str) -> str:
    """Return a value as Python has it: without what stands in front of its lines, and comments."""
    first, *others = text.split("\n")
    kept = [line.strip() for line in others if not line.strip().startswith(("#", ";"))]
    return "\n".join([first.strip(), *kept]).rstrip()


class _UnlikeError(Exception):
    """The lines are not understood."""


@dataclass(frozen=True)
class _Line(Key):
    """A key, with all that may be its value: a comment behind it is kept, where it is replaced."""

    whole: str = field(default="", repr=False)


class _Lines:
    """Takes a text apart."""

    def __init__(self, text: str) -> None:
        self.text = text

    def keys(self) -> Iterator[Key]:
        """Yield sections and keys in their order."""
        section: tuple[str, ...] = ()
        waiting: tuple[Span, Span, int, int] | None = None
        start = 0
        for number, line in enumerate(
            re.findall(r"[^\n]*\n|[^\n]+", self.text), start=1
        ):
            at, start = start, start + len(line)
            word = line.strip()
            indent = len(line) - len(line.lstrip())
            if not word or word.startswith(("#", ";")):
                continue
            if waiting is not None and indent > waiting[3]:
                name, value, first, depth = waiting
                end = at + len(line.rstrip())
                waiting = name, Span(value.start, end), first, depth
                continue
            if waiting is not None:
                yield self._key(section, *waiting[:3])
                waiting = None
            header = _HEADER.match(word)
            if header is not None:
                section = (header["name"],)
                span = Span(at + indent, at + len(line.rstrip()))
                name = Span(span.start + 1, span.start + 1 + len(header["name"]))
                yield Key(
                    section,
                    None,
                    span.of(self.text),
                    number,
                    section=True,
                    name=name,
                    at=span,
                )
                continue
            found = _OPTION.fullmatch(word)
            if found is None or not found["name"]:
                raise _UnlikeError
            begin = at + indent
            name = Span(begin, begin + len(found["name"]))
            value = Span(begin + found.start("value"), begin + len(word))
            waiting = name, value, number, indent
        if waiting is not None:
            yield self._key(section, *waiting[:3])

    def _key(self, section: tuple[str, ...], name: Span, value: Span, line: int) -> Key:
        whole = value.of(self.text)
        comment = None if "\n" in whole else _COMMENT.search(whole)
        at = (
            value
            if comment is None
            else Span(value.start, value.start + comment.start())
        )
        told = None if comment is not None else typed(_joined(whole))
        path = (*section, name.of(self.text))
        return _Line(
            path,
            told,
            at.of(self.text),
            line,
            section=False,
            name=name,
            at=at,
            whole=whole,
        )
