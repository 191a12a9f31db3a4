"""What arrived, by dotted name: the leaves of typed values; pure functions.

A *record* holds its values by name: an object with stored attributes, a mapping whose keys are
all text.  Its leaves are those of what it holds.  Anything else is a leaf itself, lists, tuples and
sets as one; so is a record that holds nothing, and one that was cut.
"""

from collections.abc import Container, Iterator, Mapping
from typing import Any

from configbench.audit.model import Leaves
from configbench.values import Typed, equal

#: Records within records that are taken apart; one that lies deeper is a leaf.
DEPTH = 12


def leaves(
    values: Mapping[str, Typed], whole: Container[str] = (), *, in_full: bool = False
) -> Leaves:
    """Return the leaves of the values that were there, by name.

    A record goes without the name of its variable, or without its number in a tuple, wherever its
    own names are unique among all: they are what people type.  Of two leaves of one name the first
    stays.

    Parameters
    ----------
    values
        By the names of their variables.
    whole
        Names within records of mappings that are leaves, for people type them as one.
    in_full
        Whether each stands behind the name of its variable, unique or not.

    Examples
    --------
    >>> args = {"t": "argparse.Namespace", "args": {"lr": {"t": "float", "v": "0.1"}}}
    >>> leaves({"args": args})
    {'lr': {'t': 'float', 'v': '0.1'}}
    """
    found: dict[str, Typed] = {}
    for name, origin, value in _named_leaves(values, whole):
        found.setdefault(origin if in_full else name, value)
    return found


def origins(
    values: Mapping[str, Typed], whole: Container[str] = ()
) -> Mapping[str, str]:
    """Return where each leaf comes from: its name in full, with that of its variable.

    >>> args = {"t": "argparse.Namespace", "args": {"lr": {"t": "float", "v": "0.1"}}}
    >>> origins({"args": args})
    {'lr': 'args.lr'}
    """
    found: dict[str, str] = {}
    for name, origin, _ in _named_leaves(values, whole):
        found.setdefault(name, origin)
    return found


def leaves_as(
    values: Mapping[str, Typed], whole: Container[str], names: Mapping[str, str]
) -> Leaves:
    """Return the leaves of another run's values under the names that they had in a first one.

    Another variable may hold the same names by now.

    Parameters
    ----------
    values, whole
        As of :func:`leaves`.
    names
        The :func:`origins` of the first run.
    """
    there: dict[str, Typed] = {}
    for _, origin, value in _named_leaves(values, whole):
        there.setdefault(origin, value)
    return {name: there[origin] for name, origin in names.items() if origin in there}


def _named_leaves(
    values: Mapping[str, Typed], whole: Container[str]
) -> Iterator[tuple[str, str, Typed]]:
    """Yield the name of each leaf, its name in full, and its value."""
    parts = [
        part for name, value in values.items() for part in _parts(name, value, whole)
    ]
    counted: dict[str, int] = {}
    for _, fields in parts:
        for path in fields:
            counted[path] = counted.get(path, 0) + 1
    for name, fields in parts:
        for path, value in fields.items():
            origin = f"{name}.{path}" if name else path
            yield (path if counted[path] == 1 else origin), origin, value


def differing(one: Leaves, other: Leaves) -> set[str]:
    """Return the names of leaves that are not in both, or not the same in both.

    >>> sorted(differing({"a": {"t": "int", "v": 1}}, {"a": {"t": "bool", "v": True}}))
    ['a']
    """
    return {
        name
        for name in one.keys() | other.keys()
        if name not in one or name not in other or not equal(one[name], other[name])
    }


def plain(
    values: Mapping[str, Typed], only: Container[str] = ()
) -> Mapping[str, Typed]:
    """Return the variables at a line of a program that may be settings, ``only`` these if given.

    Modules, functions, classes and parsers are none; nor is what begins with an underscore.
    """
    return {
        name: value
        for name, value in values.items()
        if not name.startswith("_")
        and not _is_machinery(value)
        and (not only or name in only)
    }


def is_opaque(value: Typed) -> bool:
    """Whether a value may be another and be recorded alike, or what it holds may.

    That is what cannot be read, and an object whose state is out of sight.

    >>> is_opaque({"t": "list", "v": [{"t": "p.Model", "v": "<p.Model object>"}]})
    True
    """
    body: Any = value.get("v")
    if "unreadable" in value or ("cut" in value and "sha256" not in value["cut"]):
        return True
    if isinstance(body, str):
        return body.startswith("<") and value["t"] != "str"
    inner = [*value.get("args", {}).values(), *([value["of"]] if "of" in value else [])]
    for each in body if isinstance(body, list) else ():
        inner += each if isinstance(each, list) else [each]
    return any(map(is_opaque, inner))


def passed_over(values: Mapping[str, Typed], kept: Container[str]) -> tuple[str, ...]:
    """Return the variables at a line that are not among those kept, and may hold settings.

    >>> passed_over({"_lr": {"t": "int", "v": 1}, "f": {"t": "function", "v": "m.f"}}, ())
    ('_lr',)
    """
    return tuple(
        name
        for name, value in values.items()
        if name not in kept and not name.startswith("__") and not _is_machinery(value)
    )


_FUNCTIONS = {"function", "builtin_function_or_method", "method", "method-wrapper"}
#: Packages whose objects parse; what they return is another matter.
_PARSERS = ("argparse", "click", "typer", "jsonargparse", "optparse", "configargparse")


def _is_machinery(value: Typed) -> bool:
    kind, body = str(value["t"]), value.get("v")
    if kind in _FUNCTIONS:
        return True
    if isinstance(body, str) and body.startswith(("<class ", "<module ")):
        return kind != "str"
    top, _, name = kind.partition(".")
    if top == "_io":
        return True  # a file that is open
    return top in _PARSERS and not name.endswith("Namespace")


def _parts(
    name: str, value: Typed, whole: Container[str]
) -> Iterator[tuple[str, dict[str, Typed]]]:
    """Yield what a variable is made of: the name that goes before, and leaves by path."""
    items = value.get("v")
    if _is_sequence(value) and any(_named(item) for item in items or ()):
        # HfArgumentParser: a tuple of what was asked for.
        for number, item in enumerate(items or ()):
            yield from _parts(str(number), item, whole)
    elif _named(value):
        yield name, dict(_within("", value, 0, whole))
    else:
        yield "", {name: value}


def _is_sequence(value: Typed) -> bool:
    return value["t"] in {"tuple", "list"} and "cut" not in value


def _within(
    prefix: str, value: Typed, depth: int, whole: Container[str]
) -> Iterator[tuple[str, Typed]]:
    for key, inner in _named(value):
        path = f"{prefix}{key}"
        if depth < DEPTH and path not in whole and _named(inner):
            yield from _within(f"{path}.", inner, depth + 1, whole)
        else:
            yield path, inner


def _named(value: Typed) -> list[tuple[str, Typed]]:
    """Return what a record holds by name; nothing of what is a leaf."""
    if "cut" in value or "func" in value or "unreadable" in value:
        return []
    if "args" in value:
        # A node of OmegaConf that is no container: what it stores is not its value.
        of_library = value["t"].startswith("omegaconf.")
        return [] if of_library else list(value["args"].items())
    body: Any = value.get("v")
    if not isinstance(body, list) or not all(isinstance(each, list) for each in body):
        return []
    if not all(key["t"] == "str" and "cut" not in key for key, _ in body):
        return []
    return [(key["v"], inner) for key, inner in body]


def mappings(values: Mapping[str, Typed]) -> frozenset[str]:
    """Return the names of plain dictionaries within records."""
    found: set[str] = set()
    for value in values.values():
        items = value.get("v") if _is_sequence(value) else [value]
        for each in items if isinstance(items, list) else ():
            if isinstance(each, dict):
                found.update(_mappings("", each, 0))
    return frozenset(found)


def _mappings(prefix: str, value: Typed, depth: int) -> Iterator[str]:
    for key, inner in _named(value):
        if inner["t"] == "dict":
            yield f"{prefix}{key}"
        if depth < DEPTH:
            yield from _mappings(f"{prefix}{key}.", inner, depth + 1)
