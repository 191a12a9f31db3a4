"""What is asked of every row's short programs, as ``features.toml`` has it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.cells import Case
from benchmarks.outcomes import Kind
from benchmarks.small import Wanted

FILE = Path(__file__).with_name("features.toml")


@dataclass(frozen=True)
class Asked:
    """What one command line must do.

    Attributes
    ----------
    asks
        In words.
    wanted
        What must become of it.
    unsaid
        What no word of it may have: the library is to find that out.
    """

    asks: str
    wanted: Wanted
    unsaid: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feature(Case):
    """One thing that libraries are chosen for; the attributes are those of the file."""

    origin: str = ""
    program: str = ""
    lines: tuple[Asked, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)

    @property
    def typed(self) -> int:
        """How many command lines its program has."""
        return 1 if self.told else len(self.lines)


@cache
def cases() -> dict[str, Feature]:
    """Return all features by name."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {name: _feature(name, table) for name, table in tables.items()}


def _feature(name: str, table: Mapping[str, Any]) -> Feature:
    kind = Kind.OBSERVATION if "told" in table else Kind.REQUEST
    lines = tuple(map(_asked, table.get("lines", ())))
    return Feature(**{**table, "name": name, "kind": kind, "lines": lines})


def _asked(table: Mapping[str, Any]) -> Asked:
    stated = dict(table)
    asks, unsaid = stated.pop("asks"), stated.pop("unsaid", ())
    return Asked(asks, Wanted.of(stated), (*unsaid,))
