"""Typed values (``configbench.inside.typed``) for people, and compared: generic, pure functions.

What arrived is JSON with a type beside every value.  People read the same thing as a Python
expression, which :func:`show` gives: ``Adam(lr=0.0003, betas=(0.9, 0.999))``.
"""

import math
from collections.abc import Iterator
from typing import Any

from configbench.inside.digests import Digest, digest_token, leaf_token
from configbench.inside.readings import Typed

__all__ = ["Typed", "equal", "same_value", "show", "shown_cut"]

_BUILTIN_CONTAINERS = {"list": "[]", "tuple": "()", "set": "{}"}
PATH = "pathlib.PosixPath"

#: What Python itself calls a type where it prints one of its values.
_PRINTED = {PATH: "Path", "argparse.Namespace": "Namespace"}

#: What the length of a cut value counts, where that is not items.
_UNITS = {"str": "characters", "bytes": "bytes", "bytearray": "bytes", "int": "bits"}


def show(value: Typed, home: str = "") -> str:
    """Return a Python expression in one line for a typed value; types are named in full.

    Parameters
    ----------
    value
        What ``typed`` gave.
    home
        The beginning of the types that go by their own names, ``shared_model.``: members of their
        enums are written ``Precision.BF16``.

    Examples
    --------
    >>> show({"t": "float", "v": "0.0003"})
    '0.0003'
    >>> show({"t": "omegaconf.listconfig.ListConfig", "v": [{"t": "int", "v": 32}]})
    'omegaconf.listconfig.ListConfig([32])'
    >>> show({"t": "str", "v": "aaa", "cut": {"length": 3000000, "sha256": "12ab" * 16}})
    "'aaa'… (3,000,000 characters, sha256 12ab12ab)"
    """
    if "cut" not in value:
        return _show(value, home)
    whole = {key: body for key, body in value.items() if key != "cut"}
    is_int = value["t"] == "int"
    beginning = value["v"] if is_int else _show(whole, home)
    return f"{beginning}… ({shown_cut(value)})"


def shown_cut(value: Typed) -> str:
    """Return length and hash of a value that was cut, as people read them."""
    cut = value["cut"]
    textual = isinstance(value.get("v"), str)
    default = "characters" if textual else "items"
    unit = _UNITS.get(value["t"], default)
    digest = f"sha256 {cut['sha256'][:8]}" if "sha256" in cut else "not hashed"
    return f"{cut['length']:,} {unit}, {digest}"


def _show(value: Typed, home: str) -> str:
    kind = value["t"]
    if "unreadable" in value:
        return f"<{kind}: {value['unreadable']}>"
    name = _PRINTED.get(kind, kind.removeprefix(home))
    if "args" in value:
        arguments = (f"{key}={show(arg, home)}" for key, arg in value["args"].items())
        return f"{name}({', '.join(arguments)})"
    body = value["v"]
    if "func" in value:
        return _show_partial(value, home)
    if kind in {"NoneType", "bool", "int", "str"}:
        return repr(body)
    if kind == "float":
        return body if math.isfinite(float(body)) else f"float({body!r})"
    if kind == "dict":
        return _pairs(body, home)
    if kind in _BUILTIN_CONTAINERS and (body or kind != "set"):
        items = ", ".join(show(item, home) for item in body)
        if kind == "tuple" and len(body) == 1:
            items += ","
        brackets = _BUILTIN_CONTAINERS[kind]
        return f"{brackets[0]}{items}{brackets[1]}"
    if isinstance(body, str) and body.isidentifier() and _is_of(kind, home):
        return f"{name}.{body}"
    return f"{name}({_show_body(body, home)})"


def _is_of(kind: str, home: str) -> bool:
    return bool(home) and kind.startswith(home)


def _show_partial(value: Typed, home: str) -> str:
    positional, keywords = value["v"]
    arguments = [
        show(value["of"], home) if "of" in value else value["func"],
        *(show(item, home) for item in positional["v"]),
        *(f"{key['v']}={show(item, home)}" for key, item in keywords["v"]),
        *(f"… ({shown_cut(each)})" for each in value["v"] if "cut" in each),
    ]
    return f"functools.partial({', '.join(arguments)})"


def _pairs(body: list[list[Typed]], home: str) -> str:
    entries = (f"{show(key, home)}: {show(item, home)}" for key, item in body)
    return "{" + ", ".join(entries) + "}"


def _show_body(body: object, home: str) -> str:
    if not isinstance(body, list):
        return repr(body)
    if _are_pairs(body):
        return _pairs(body, home)
    return "[" + ", ".join(show(item, home) for item in body) + "]"


def _are_pairs(body: list[Any]) -> bool:
    """Whether what a container holds are the entries of a mapping."""
    return bool(body) and all(isinstance(item, list) for item in body)


# -- equality -------------------------------------------------------------------------------------


def equal(one: Typed, other: Typed) -> bool:
    """Whether two typed values are equal in value and type, the order of a mapping aside.

    What was cut, in either, is compared by its hash: it equals the same value that was not.  One
    that could not be hashed equals nothing.
    """
    if any(map(_is_cut, (one, other))):
        left, right = _token(one), _token(other)
        return left is not None and left == right
    return bool(_in_order(one) == _in_order(other))


def _is_cut(value: Typed) -> bool:
    return "cut" in value or any(map(_is_cut, _inner(value)))


def _inner(value: Typed) -> Iterator[Typed]:
    """Yield the typed values directly within one."""
    yield from value.get("args", {}).values()
    body = value.get("v")
    for item in body if isinstance(body, list) else ():
        yield from item if isinstance(item, list) else (item,)
    if "of" in value:
        yield value["of"]


def _token(value: Typed) -> bytes | None:
    """Return what stands for a value in the hash of its container, as ``typed`` makes it."""
    body = value.get("v")
    if "cut" in value:
        hashed = value["cut"].get("sha256")
        if hashed is None:
            return None
        return leaf_token(value) if isinstance(body, str) else digest_token(hashed)
    if "args" not in value and not isinstance(body, list):
        return leaf_token(value)
    digest = _digest(value)
    return digest_token(digest.hexdigest(value["t"])) if digest.whole else None


def _digest(value: Typed) -> Digest:
    if "args" in value:
        digest = Digest("args")
        for name, item in value["args"].items():
            digest.add(name.encode("utf-8", "surrogatepass"), _token(item))
        return digest
    if "func" in value:
        digest = Digest("partial")
        digest.add(value["func"].encode("utf-8", "surrogatepass"))
        for item in _inner(value):
            digest.add(_token(item))
        return digest
    if _are_pairs(value["v"]):
        digest = Digest("pairs")
        for key, item in value["v"]:
            digest.add(_token(key), _token(item))
        return digest
    # A set of another type than Python's own looks like a sequence here: it equals one that was cut
    # only where both were.
    digest = Digest("set" if value["t"] in {"set", "frozenset"} else "items")
    for item in value["v"]:
        digest.add(_token(item))
    return digest


def _in_order(value: Any) -> Any:
    if isinstance(value, list):
        items = [_in_order(item) for item in value]
        return sorted(items, key=repr) if _are_pairs(items) else items
    if isinstance(value, dict):
        return {key: _in_order(item) for key, item in value.items()}
    return value


def same_value(one: Typed, other: Typed) -> bool:
    """Whether two typed values are equal when types are left aside.

    Numbers compare as numbers, any sequence with any sequence, any mapping with any mapping, a path
    with its string.  A string never equals a number or an enum: training refuses it there.  What
    was cut is compared with its type, for that is in its hash; but text with a path.
    """
    if "unreadable" in one or "unreadable" in other:
        return False
    if equal(one, other):
        return True
    if "args" in one or "args" in other:
        return (
            one["t"] == other["t"]
            and "args" in one
            and "args" in other
            and one["args"].keys() == other["args"].keys()
            and not ("cut" in one or "cut" in other)
            and all(same_value(one["args"][k], other["args"][k]) for k in one["args"])
        )
    if "func" in one or "func" in other:
        return False
    text = {one["t"], other["t"]} == {"str", PATH}
    if "cut" in one or "cut" in other:
        return text and one.get("cut") == other.get("cut") and "sha256" in one["cut"]
    left, right = one["v"], other["v"]
    if isinstance(left, list) and isinstance(right, list):
        left, right = _in_order(left), _in_order(right)
        return len(left) == len(right) and all(
            _same_item(a, b) for a, b in zip(left, right, strict=True)
        )
    numbers = _number(one), _number(other)
    if None not in numbers:
        return numbers[0] == numbers[1]
    return bool(text and left == right)


def _same_item(one: Any, other: Any) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return all(same_value(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, dict) and isinstance(other, dict):
        return same_value(one, other)
    return False


def _number(value: Typed) -> float | int | None:
    body = value["v"]
    if value["t"] == "float":
        return float(body)
    return body if isinstance(body, bool | int) else None


def amount(value: Typed) -> float | None:
    """Return the number that a value is, if it is one and no bool, and could be read whole.

    One that is beyond all floats is none: nothing can be said of how near it is to another.
    """
    if value["t"] not in {"int", "float"} or "v" not in value or "cut" in value:
        return None
    try:
        return float(value["v"])
    except OverflowError:
        return None
