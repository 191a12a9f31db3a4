"""Which leaf an option of a parser sets, and which field of a class it is; pure functions."""

from collections.abc import Iterable
from dataclasses import replace

from configbench.audit.model import Leaves, Option
from configbench.audit.target.leaves import mappings
from configbench.audit.target.told import Field, Reached


def options(reached: Reached, leaves: Leaves) -> tuple[Option, ...]:
    """Return what is known of each setting: the parser's words, the annotation of its field.

    A field of which no parser tells is an option without words.
    """
    found = [_of_leaf(each, leaves) for each in reached.options]
    fields: dict[str, Field] = {}
    for each in reached.fields:
        leaf = _leaf(each.path, leaves)
        if leaf in leaves:
            fields.setdefault(leaf, each)
    known = {each.leaf for each in found}
    declared = [_annotated(each, fields.get(each.leaf)) for each in found]
    others = [
        _annotated(Option(leaf=leaf, default=leaves[leaf]), field)
        for leaf, field in fields.items()
        if leaf not in known
    ]
    return (*declared, *others)


def declared(reached: Reached) -> tuple[Option, ...]:
    """Return what classes declare of the values at a place, by the names of their fields."""
    return tuple(_annotated(Option(leaf=each.path), each) for each in reached.fields)


def whole(reached: Reached) -> tuple[str, ...]:
    """Return the names of dictionaries that one option sets, and none sets a part of."""
    names = {each.leaf for each in reached.options if each.valued}
    parts = {name for each in names for name in _above(each)}
    return tuple(sorted(names & mappings(reached.values) - parts))


def _above(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[:number]) for number in range(1, len(parts))]


def _of_leaf(option: Option, leaves: Leaves) -> Option:
    return replace(option, leaf=_leaf(option.leaf, leaves))


def _leaf(name: str, leaves: Iterable[str]) -> str:
    """Return the leaf of a name, if there is one: itself, in a tuple, or below the name's end."""
    names = list(leaves)
    for spelt in (name, name.replace("-", "_")):
        if spelt in names:
            return spelt
        numbered = [
            each
            for each in names
            if each.partition(".")[0].isdigit() and each.partition(".")[2] == spelt
        ]
        shorter = [each for each in names if spelt.endswith(f".{each}")]
        if len(numbered) == 1:
            return numbered[0]
        if shorter:
            return max(shorter, key=len)
    return name


def _annotated(option: Option, field: Field | None) -> Option:
    if field is None:
        return option
    return replace(
        option,
        annotation=option.annotation or field.annotation,
        choices=option.choices or field.choices,
        adjusted=option.adjusted or field.adjusted,
        # A library declares its options itself: the class is the program's.
        where=field.where or option.where,
    )
