"""Values as JSON and TOML have them, made wrong in one place: by structure, not by letters."""

import copy
import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

Place = tuple[str | int, ...]

#: What a name that is a path looks like, and other texts that act where they are put.
PATHS = ("/etc/passwd", "../../evil", "a/../../evil", "..", "/")
TEXTS = (
    "\x00",
    "a\nb",
    "\x1b[31m",
    "<script>",
    "漢字",
    " ",
    "x" * 5000,
    "{",
    "{a}",
    "[",
)

#: A value of each type, to be put where another is.
OTHERS: Mapping[str, tuple[Any, ...]] = {
    "text": ("text", "5"),
    "number": (5, -1, 0.5, 10**30),
    "truth": (True, False),
    "list": ([1], ["a"], [[]], [{}], [None]),
    "table": ({"a": 1}, {"a": "b"}, {"a": {}}),
    "date": (date(2026, 11, 27),),
    "null": (None,),
}
#: Numbers that are none, or more than any.
ODD_NUMBERS = (float("nan"), float("inf"), float("-inf"), 10**400, -1, 0, 1e308)


@dataclass(frozen=True)
class Mutation:
    """A value that is wrong in one place.

    Attributes
    ----------
    kind
        What was done: ``delete``, ``unknown``, ``misspelt``, ``retype``, ``empty``, ``twice``,
        ``element``, ``path``, ``text``, ``number``, ``renamed``.
    path
        Where.
    before, after
        What stood there, and what stands there now.
    value
        The whole.
    was
        What the key was called.
    """

    kind: str
    path: Place
    before: Any
    after: Any
    value: Any
    was: str | int = ""

    def __str__(self) -> str:
        return f"{self.kind} {'.'.join(map(str, self.path))}: {self.after!r:.60}"


def kind_of(value: object) -> str:
    """Return the type of a value, as :data:`OTHERS` calls it."""
    match value:
        case None:
            return "null"
        case bool():
            return "truth"
        case int() | float():
            return "number"
        case str():
            return "text"
        case list():
            return "list"
        case dict():
            return "table"
    return "date"


def places(value: Any, general: Callable[[Place], Place]) -> dict[Place, list[Place]]:
    """Return all places in a value, by what each is in general: every row is a row."""
    found: dict[Place, list[Place]] = {}
    for path in _below(value, ()):
        if path:
            found.setdefault(general(path), []).append(path)
    return found


def _below(value: Any, path: Place) -> Iterator[Place]:
    yield path
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _below(each, (*path, key))
    elif isinstance(value, list):
        for number, each in enumerate(value):
            yield from _below(each, (*path, number))


def at(value: Any, path: Place) -> Any:
    """Return what stands at a place."""
    for key in path:
        value = value[key]
    return value


def mutated(value: Any, path: Place, chance: random.Random, *, toml: bool) -> Mutation:
    """Return a value with one thing wrong at a place, drawn from all that can be done there."""
    made = copy.deepcopy(value)
    owner, key = at(made, path[:-1]), path[-1]
    before = owner[key]
    kind, after = chance.choice([*_ways(before, owner, key, chance, toml=toml)])
    if kind == "delete":
        del owner[key]
    elif kind in {"unknown", "misspelt", "renamed"}:
        changed = {
            (after if each == key and kind != "unknown" else each): what
            for each, what in owner.items()
        }
        if kind == "unknown":
            changed[after] = copy.deepcopy(before)
        owner.clear()
        owner.update(changed)
        path = (*path[:-1], after)
    else:
        owner[key] = after
    return Mutation(kind, path, before, after, made, key)


def _ways(
    before: Any, owner: Any, key: Any, chance: random.Random, *, toml: bool
) -> Iterator[tuple[str, Any]]:
    yield "delete", None
    own = kind_of(before)
    for other, values in OTHERS.items():
        if other not in {own, "null" if toml else "date"}:
            after = chance.choice(values)
            if not (toml and after == [None]):
                yield "retype", copy.deepcopy(after)
    if isinstance(owner, dict):
        yield "unknown", f"{key}_x"
        yield "misspelt", _misspelt(key)
        yield "renamed", chance.choice((*PATHS, *TEXTS[:5], ""))
    match own:
        case "text":
            yield "empty", ""
            yield "path", chance.choice(PATHS)
            yield "text", chance.choice(TEXTS)
            if not toml:
                yield "text", "\ud800"
        case "number":
            yield "number", chance.choice(ODD_NUMBERS)
            yield "number", chance.choice(ODD_NUMBERS)
        case "list":
            yield "empty", []
            yield "twice", [*copy.deepcopy(before), *copy.deepcopy(before)[:1]]
            odd = chance.choice(
                [v for vs in OTHERS.values() for v in vs if v is not None]
            )
            if not isinstance(odd, date) or toml:
                yield "element", [*copy.deepcopy(before), odd]
        case "table":
            yield "empty", {}
            if before:
                inside = chance.choice([*before])
                yield "element", {**copy.deepcopy(before), inside: [[5]]}


def _misspelt(key: str) -> str:
    return (
        key[:-2] + key[-1:] + key[-2:-1]
        if len(key) > 2 and key[-1] != key[-2]
        else f"{key}s"
    )
