"""The forms of what the look leaves: records of what arrived, stamps of clocks, marks; checked.

The form of a typed value is told in :mod:`configbench.inside.typed`.  The outer form of the two
lines, of a record and of a stamp, is here and nowhere else: :func:`hit` and :func:`stamp`.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from configbench.foreign import ForeignError, Form, check, quoted, writable

#: A value with its exact type, and the values that arrived at a place, by name.
Typed = dict[str, Any]
Record = dict[str, Typed]

#: Typed values that may lie in each other.  What compares and prints them calls itself for each,
#: and Python allows a thousand calls.
DEPTH = 100


def is_number(value: object) -> bool:
    """Whether a value is a finite number; ``True`` is none."""
    try:
        return type(value) in {int, float} and math.isfinite(value)  # type: ignore[arg-type]  # told by its type
    except OverflowError:  # an integer beyond all floats
        return False


def is_texts(value: object) -> bool:
    """Whether a value is a list of texts."""
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


TEXT: Form = ("a text", lambda value: isinstance(value, str))
TEXTS: Form = ("a list of texts", is_texts)
BOOL: Form = ("true or false", lambda value: isinstance(value, bool))
NUMBER: Form = ("a finite number", is_number)


# -- lines ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Hit:
    """A place was reached: by which process, and the values there by name."""

    pid: int
    values: Record


def hit(content: Mapping[str, Any], where: str) -> Hit:
    """Return what a line of a record says.

    Its form is ``{"pid": number, "values": {name: typed value}}``.

    Raises
    ------
    ForeignError
        For any other form.
    """
    check(content, where, _HIT)
    return Hit(content["pid"], _values(content["values"], where))


_PID: Form = ("the number of a process", lambda v: type(v) is int and v > 0)
_HIT: Mapping[str, Form] = {
    "pid": _PID,
    "values": ("an object", lambda v: isinstance(v, dict)),
}
_NOTE: Mapping[str, Form] = {"pid": _PID, "note": TEXT}


def note(content: Mapping[str, Any], where: str) -> str:
    """Return what a note says: ``{"pid": number, "note": text}``.

    Raises
    ------
    ForeignError
        For any other form.
    """
    text: str = check(content, where, _NOTE)["note"]
    return text


def _values(values: Mapping[str, Any], where: str) -> Record:
    return {
        name: typed(value, f"{where}, {quoted(name)[1:-1]}")
        for name, value in values.items()
    }


@dataclass(frozen=True)
class Stamp:
    """The clocks at a place, in seconds, and the top-level modules that were imported by then."""

    monotonic: float
    cpu: float
    modules: frozenset[str] = frozenset()


def stamp(content: Mapping[str, Any], where: str) -> Stamp:
    """Return what a line of a stamp says.

    Its form is ``{"monotonic": s, "cpu": s, "modules": [name]}``.

    Raises
    ------
    ForeignError
        For any other form.
    """
    check(content, where, {**_CLOCKS, "modules": TEXTS})
    return Stamp(
        float(content["monotonic"]),
        float(content["cpu"]),
        frozenset(content["modules"]),
    )


_CLOCKS: Mapping[str, Form] = {"monotonic": NUMBER, "cpu": NUMBER}

#: Wall and CPU time, in seconds.
Clocks = tuple[float, float]

_PAIR: Form = (
    "two finite numbers",
    lambda v: isinstance(v, list) and len(v) == len(_CLOCKS) and all(map(is_number, v)),
)


def marks(
    content: Mapping[str, Any], where: str, names: Sequence[str]
) -> dict[str, Clocks]:
    """Return the clocks around something, by these names.

    Raises
    ------
    ForeignError
        For any other form than ``{name: [wall s, cpu s]}`` with just these names.
    """
    check(content, where, dict.fromkeys(names, _PAIR))
    return {name: (float(content[name][0]), float(content[name][1])) for name in names}


# -- typed values ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Node:
    """A value within another, and how it is reached: in the words of ``step`` from ``above``."""

    value: Any
    step: str
    above: "_Node | None" = None
    depth: int = 1

    def inner(self, value: object, step: str) -> "_Node":
        return _Node(value, step, self, self.depth + 1)

    def refuse(self, fault: str) -> NoReturn:
        """Raise a sentence that begins with where the value is."""
        steps, node = [], self
        while node.above is not None:
            steps.append(node.step)
            node = node.above
        # Names are foreign, too, and each step may be as long as a file.
        path = "".join(reversed(steps))
        if len(path) > _LONGEST:
            path = f"{path[:_LONGEST]}…"
        raise ForeignError(f"{node.step}{path}: {fault}")


_LONGEST = 200

#: What a typed value has beside ``t``, and beside ``cut``, which tells that this is a beginning.
_BODIES = ({"unreadable"}, {"args"}, {"v"}, {"func", "v"}, {"func", "v", "of"})

_HEX = re.compile(r"[0-9a-f]{64}")


def is_sha256(value: object) -> bool:
    """Whether a value is a SHA-256 in hexadecimal digits."""
    return isinstance(value, str) and _HEX.fullmatch(value) is not None


SHA256: Form = ("64 hexadecimal digits", is_sha256)
_LENGTH: Form = ("a length", lambda v: type(v) is int and v >= 0)


def typed(value: object, where: str) -> Typed:
    """Return a typed value whose form is right; names and messages in it as they can be written.

    Raises
    ------
    ForeignError
        The sentence begins with ``where``, and names the key within and the form that is expected.
    """
    left = [_Node(value, where)]
    while left:
        left += _inner(left.pop())
    found: Typed = value  # type: ignore[assignment]  # it is one: that was looked at first
    return found


def _inner(node: _Node) -> list[_Node]:
    """Check a value but for what it holds; return that."""
    value = node.value
    if node.depth > DEPTH:
        node.refuse(f"is nested more than {DEPTH} deep; expected less")
    if not isinstance(value, dict):
        node.refuse(f"is {quoted(value)}; expected a typed value")
    if "t" not in value:
        node.refuse('"t" is missing; expected the name of a type')
    if not isinstance(value["t"], str):
        node.refuse(f'"t" is {quoted(value["t"])}; expected the name of a type')
    body = value.keys() - {"t", "cut"}
    if body not in _BODIES:
        keys = ", ".join(quoted(key) for key in sorted(body)[:5]) or "nothing"
        node.refuse(f'has {keys} beside "t"; expected "v", "args" or "unreadable"')
    for key in ("t", "func", "unreadable"):
        if key in value:
            if not isinstance(value[key], str):
                node.refuse(f'"{key}" is {quoted(value[key])}; expected a text')
            value[key] = writable(value[key])
    if "cut" in value:
        _check_cut(node, value["cut"])
    if "args" in value:
        return _arguments(node, value["args"])
    if "func" in value:
        inner = _partial(node, value["v"])
        return [*inner, node.inner(value["of"], ".of")] if "of" in value else inner
    return _held(node, value) if "v" in value else []


def _check_cut(node: _Node, cut: object) -> None:
    # Without a hash it says why there is none.
    unhashed = isinstance(cut, dict) and "unhashed" in cut
    last = {"unhashed": TEXT} if unhashed else {"sha256": SHA256}
    try:
        check(cut, '"cut"', {"length": _LENGTH, **last})
    except ForeignError as error:
        node.refuse(str(error))


def _arguments(node: _Node, arguments: object) -> list[_Node]:
    if not isinstance(arguments, dict):
        node.refuse(f'"args" is {quoted(arguments)}; expected an object')
    return [node.inner(value, f".{name}") for name, value in arguments.items()]


def _partial(node: _Node, body: object) -> list[_Node]:
    """Check that what a partial function is given is a sequence and a mapping of names."""
    if not isinstance(body, list) or len(body) != 2:  # noqa: PLR2004  a pair
        node.refuse('"v" of a partial function is no pair; expected its arguments')
    positional, keywords = (
        part.get("v", ()) if isinstance(part, dict) else () for part in body
    )
    if not _all(positional, dict):
        node.refuse("the positional arguments are no list of typed values")
    named = _all(keywords, list) and all(
        len(pair) == 2  # noqa: PLR2004  a pair
        and isinstance(pair[0], dict)
        and isinstance(pair[0].get("v"), str)
        for pair in keywords
    )
    if not named:
        node.refuse("the named arguments are no list of pairs of a name and a value")
    return [node.inner(part, f"[{number}]") for number, part in enumerate(body)]


def _held(node: _Node, value: Typed) -> list[_Node]:
    """Check ``v`` by the type; return the values in it."""
    kind, body = value["t"], value["v"]
    words, fits = _V.get(kind, _ANY)
    if not fits(body) and not (
        kind == "int" and "cut" in value and isinstance(body, str)
    ):
        node.refuse(f'"v" of {quoted(kind)} is {quoted(body)}; expected {words}')
    if not isinstance(body, list):
        return []
    inner = []
    for number, item in enumerate(body):
        step = f"[{number}]"
        if isinstance(item, dict):
            inner.append(node.inner(item, step))
        elif len(item) == 2:  # noqa: PLR2004  a pair
            inner += [node.inner(item[0], f"{step} key"), node.inner(item[1], step)]
        else:
            node.refuse(
                f'{step} of "v" has {len(item)} items; expected a key and a value'
            )
    return inner


def _all(items: object, kind: type) -> bool:
    return isinstance(items, list) and all(isinstance(item, kind) for item in items)


def _is_float_text(value: object) -> bool:
    """Whether a text is one that ``repr`` gives for a float."""
    try:
        return isinstance(value, str) and repr(float(value)) == value
    except ValueError:
        return False


_ITEMS: Form = ("a list of typed values", lambda v: _all(v, dict))

#: What ``v`` is for each type that has a form of its own, and what it is for all others.
_V: Mapping[str, Form] = {
    "NoneType": ("null", lambda v: v is None),
    "bool": BOOL,
    "int": ("an integer", lambda v: type(v) is int),
    "float": ("the text of a float", _is_float_text),
    "str": TEXT,
    "pathlib.PosixPath": TEXT,
    "list": _ITEMS,
    "tuple": _ITEMS,
    "set": _ITEMS,
    "frozenset": _ITEMS,
    "dict": ("a list of pairs", lambda v: _all(v, list)),
}
_ANY: Form = (
    "null, an integer, a text, a list of typed values or a list of pairs",
    lambda v: v is None or type(v) in {int, str} or _all(v, dict) or _all(v, list),
)
