"""A config file with positions: its keys, and texts in which one of them is another."""

import re
from abc import ABC, abstractmethod
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from configbench.values import Typed


class Format(StrEnum):
    """What a config file is written in."""

    YAML = "YAML"
    JSON = "JSON"
    TOML = "TOML"
    INI = "INI"
    ENV = ".env"


@dataclass(frozen=True)
class Span:
    """Characters of a text, the last one not included."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return them."""
        return text[self.start : self.end]


@dataclass(frozen=True)
class Key:
    """One key, and what stands behind it.

    Attributes
    ----------
    path
        Its name behind those of all sections around it.
    value
        What it is to all readers of the format; None where they disagree, where it is a section,
        or where a tag or an alias of YAML says it.
    raw
        The characters that are its value, as they stand there; of a section all that it holds.
    line
        Where the key stands, from 1.
    section
        Whether it holds keys.
    name, at
        Where the name and the value stand; of a section that is no value, as in INI, all of it.
    """

    path: tuple[str, ...]
    value: Typed | None
    raw: str
    line: int
    section: bool
    name: Span = field(repr=False)
    at: Span = field(repr=False)

    @property
    def dotted(self) -> str:
        """The path as people write it."""
        return ".".join(self.path)


class Lines:
    """Tells in which line of a text a character stands, from 1."""

    def __init__(self, text: str) -> None:
        self._ends = [found.start() for found in re.finditer("\n", text)]

    def of(self, at: int) -> int:
        """Return the line of a character."""
        return bisect_left(self._ends, at) + 1


#: Characters that are replaced: where, and by what.
Edit = tuple[Span, str]


@dataclass(frozen=True)
class Document(ABC):
    """A config file, read.

    Attributes
    ----------
    format
        What it is written in.
    text
        Its text, without a byte order mark.
    keys
        In their order; a key that stands twice is there twice.
    mark
        The byte order mark, if it begins with one.
    """

    format: Format
    text: str = field(repr=False)
    keys: tuple[Key, ...]
    mark: str = ""

    @abstractmethod
    def with_value(self, key: Key, raw: str) -> str | None:
        """Return the text with another value of a key, as it is written in this format.

        None where that cannot be said: a value for a section of INI.
        """

    def with_name(self, key: Key, name: str) -> str | None:
        """Return the text with another name of a key: that of a section too."""
        quote = key.name.of(self.text)[:1]
        # It keeps the quotes that it has.
        kept = quote in {"'", '"'} and not {quote, "\\"}.intersection(name)
        new = f"{quote}{name}{quote}" if kept else self.named(name)
        return self.edited([(key.name, new)])

    @abstractmethod
    def with_key(self, parent: tuple[str, ...], name: str, raw: str) -> str | None:
        """Return the text with one key more in a section; ``()`` is the top.

        None where there is no such section that a key can be written into.
        """

    @abstractmethod
    def with_section(self, name: str, inner: str, raw: str) -> str | None:
        """Return the text with a section more at the top that holds one key; None of ``.env``."""

    @abstractmethod
    def doubled(self, key: Key, raw: str) -> str | None:
        """Return the text with a key once more behind itself; None for a section."""

    @abstractmethod
    def named(self, name: str) -> str:
        """Return a name as it is written, in quotes where it needs some."""

    # -- for those that are written in one format
    def edited(self, edits: Iterable[Edit]) -> str:
        """Return the whole text with some of its characters replaced."""
        text = self.text
        for span, new in sorted(edits, key=lambda edit: edit[0].start, reverse=True):
            text = text[: span.start] + new + text[span.end :]
        return self.mark + text

    @property
    def newline(self) -> str:
        """What ends its lines."""
        return "\r\n" if "\r\n" in self.text else "\n"

    def line_start(self, at: int) -> int:
        """Return where the line begins in which a character stands."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Return where the line ends in which a character stands, its line end not included."""
        end = self.text.find("\n", at)
        end = len(self.text) if end < 0 else end
        return end - 1 if self.text[at:end].endswith("\r") else end

    def section(self, path: tuple[str, ...]) -> Key | None:
        """Return the first section of a path."""
        return next(
            (key for key in self.keys if key.section and key.path == path), None
        )

    def below(self, at: int, line: str) -> str:
        """Return the text with a line more, below the line in which a character stands."""
        end = self.line_end(at)
        return self.edited([(Span(end, end), self.newline + line)])

    def above(self, at: int, line: str) -> str:
        """Return the text with a line more, above the line in which a character stands."""
        start = self.line_start(at)
        return self.edited([(Span(start, start), line + self.newline)])

    def at_end(self, lines: Iterable[str]) -> str:
        """Return the text with lines more at its end."""
        first = "" if not self.text or self.text.endswith("\n") else self.newline
        added = first + "".join(line + self.newline for line in lines)
        end = len(self.text)
        return self.edited([(Span(end, end), added)])
