"""The cases, read from ``tasks.toml``: requests, mistakes and observations."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks import cells
from benchmarks.judging import Effect
from benchmarks.outcomes import Kind
from benchmarks.values import parse

FILE = Path(__file__).with_name("tasks.toml")

TAGS = ("values", "choices", "files", "lifecycle")


@dataclass(frozen=True)
class Case(cells.Case):
    """A request, a mistake or an observation; the attributes are those of the file."""

    tag: str = ""
    origin: str = ""
    effect: Effect = field(default_factory=dict)
    effects: tuple[Effect, ...] = ()
    output: tuple[str, ...] = ()
    explains: bool = False
    bare: tuple[str, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    value: str | None = None
    right: str | None = None
    allowed: tuple[str, ...] = ()

    @property
    def trains(self) -> bool:
        """Whether training is wanted, and not an output instead of it."""
        return not (self.output or self.explains)

    def effect_at(self, home: Path) -> Effect:
        """Return the effect with the home folder of a run in the place of ``$HOME``."""

        def placed(value: Any) -> Any:
            match value:
                case str():
                    return value.replace("$HOME", str(home))
                case list():
                    return [placed(item) for item in value]
                case dict():
                    return {key: placed(item) for key, item in value.items()}
            return value

        return {path: placed(value) for path, value in self.effect.items()}


@cache
def cases() -> dict[str, Case]:
    """Return all cases by name."""
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {
        name: _case(name, kind, table)
        for kind in Kind
        for name, table in content[f"{kind}s"].items()
    }


def _case(name: str, kind: Kind, table: Mapping[str, Any]) -> Case:
    read = dict(table)
    for key in ("output", "bare", "allowed"):
        read[key] = tuple(table.get(key, ()))
    read["effect"] = _effect(table.get("effect", {}))
    read["effects"] = tuple(map(_effect, table.get("effects", ())))
    return Case(name, kind, **read)


def _effect(table: Mapping[str, str]) -> Effect:
    return {path: parse(text) for path, text in table.items()}
