"""The cases, read from ``tasks.toml``: requests, mistakes and observations."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks import cells
from benchmarks.judging import Effect
from benchmarks.literals import GRAMMARS
from benchmarks.literals import parse as parse_typed
from benchmarks.outcomes import Kind
from benchmarks.values import parse

FILE = Path(__file__).with_name("tasks.toml")

TAGS = ("values", "choices", "files", "lifecycle", "launched")

#: Settings in the order in which they are typed; a path may stand there twice.
Typed = tuple[tuple[str, object], ...]


@dataclass(frozen=True)
class Asked:
    """What a person wants to be set, in no library's words; the attributes are those of the file.

    ``settings`` are called ``set`` there.
    """

    settings: Typed = ()
    config: Mapping[str, Typed] = field(default_factory=dict)
    torn: str | None = None
    absent: str | None = None
    before: tuple[Typed, ...] = ()
    restored: bool = False
    unvalued: str | None = None
    ordered: bool = False
    levels: bool = False
    line: str = ""
    env: Mapping[str, str] = field(default_factory=dict)
    tool: str | None = None
    script: str | None = None
    like: str | None = None

    @property
    def anything(self) -> bool:
        """Whether words can be derived from it."""
        return self != Asked()


@dataclass(frozen=True)
class Case(cells.Case):
    """A request, a mistake or an observation; the attributes are those of the file."""

    asked: Asked = field(default_factory=Asked)
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
    choices: tuple[str, ...] = ()
    seen: Mapping[str, Effect] = field(default_factory=dict)

    @property
    def trains(self) -> bool:
        """Whether training is wanted, and not an output instead of it."""
        return not (self.output or self.explains)

    @property
    def names(self) -> tuple[str, ...]:
        """The key, and what grammars make of it that join the names of a path."""
        paths = [
            path.split(".")
            for path, _ in self.asked.settings
            if self.key in path.split(".")
        ]
        joined = (by.join(path) for path in paths for by in ("_", "__"))
        return (self.key, *dict.fromkeys(joined))

    @property
    def told(self) -> Effect:
        """What is shown beside what arrived: what is asked for, or of an observation the usual."""
        return self.effect or next(iter(self.seen.values()), {})

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
    read["asked"] = _asked(read)
    for key in ("output", "allowed", "choices"):
        read[key] = tuple(table.get(key, ()))
    usual = _bare(read["asked"].settings) if kind is Kind.REQUEST else ()
    read["bare"] = tuple(table.get("bare", usual))
    read["effect"] = _effect(table.get("effect", {}))
    read["seen"] = {
        sentence: _effect(effect) for sentence, effect in table.get("seen", {}).items()
    }
    read["effects"] = tuple(map(_effect, table.get("effects", ())))
    return Case(name, kind, **read)


def _asked(table: dict[str, Any]) -> Asked:
    """Take out of a table what is to be set."""
    said = {key: table.pop(key) for key in _ASKED if key in table}
    return Asked(
        settings=_typed(said.pop("set", {})),
        config={name: _typed(file) for name, file in said.pop("config", {}).items()},
        before=tuple(map(_typed, said.pop("before", ()))),
        **said,
    )


def _bare(settings: Typed) -> Iterator[str]:
    """Yield the names and the values of what is set, and nothing else."""
    for path, value in settings:
        yield path.rpartition(".")[2]
        yield from _bare_of(value)


def _bare_of(value: object) -> Iterator[str]:
    match value:
        case None | bool():
            yield GRAMMARS["text"].words[value]
        case list() | tuple():
            yield from (text for item in value for text in _bare_of(item))
        case _:
            yield str(value)


#: The keys of what is to be set.
_ASKED = ("set", *(each.name for each in fields(Asked) if each.name != "settings"))


def _typed(tables: Mapping[str, str] | Sequence[Mapping[str, str]]) -> Typed:
    """Read settings, or several tables of them."""
    listed = [tables] if isinstance(tables, Mapping) else tables
    return tuple(
        (path, parse_typed(text)) for table in listed for path, text in table.items()
    )


def _effect(table: Mapping[str, str]) -> Effect:
    return {path: parse(text) for path, text in table.items()}
