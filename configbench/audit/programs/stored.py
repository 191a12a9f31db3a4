"""The nouns of an audit as JSON, and back: what is read is believed in no part of it.

The fields of the nouns and their types are the schema; nothing else knows them.
"""

import math
import types
import typing
from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

from configbench import records
from configbench.foreign import ForeignError, quoted

_T = TypeVar("_T")

#: Numbers that JSON does not have.
_ENDLESS = ("inf", "-inf", "nan")


def encoded(value: Any) -> Any:
    """Return a value as what JSON can hold.

    >>> encoded((Path("/a"), {"b": None}))
    ['/a', {'b': None}]
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: encoded(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): encoded(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [encoded(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)  # as a typed value tells it: JSON has none
    return str(value) if isinstance(value, Path) else value


def decoded(kind: type[_T], content: object, where: str) -> _T:
    """Return what :func:`encoded` was given.

    Parameters
    ----------
    kind
        What it was.
    content
        What JSON held.
    where
        What a sentence calls it.

    Raises
    ------
    ForeignError
        If it is anything else; the sentence names place, value and expected form.
    """
    return cast("_T", _read(kind, content, where))


def _read(kind: Any, content: object, where: str) -> Any:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if kind is dict:  # what a typed value is where nobody checks types
        return records.typed(content, where)
    if origin in {typing.Union, types.UnionType}:
        return _either(inner, content, where)
    if origin is tuple:
        return _tuple(inner, content, where)
    if origin is not None and issubclass(origin, Mapping):
        if not isinstance(content, dict):
            raise _other(content, where, "an object")
        return {
            _read(inner[0], key, where): _read(inner[1], each, f"{where}.{key}")
            for key, each in content.items()
        }
    if isinstance(kind, type) and is_dataclass(kind):
        return _noun(kind, content, where)
    return _plain(kind, content, where)


def _either(kinds: tuple[Any, ...], content: object, where: str) -> Any:
    if content is None and type(None) in kinds:
        return None
    (kind,) = (each for each in kinds if each is not type(None))
    return _read(kind, content, where)


def _tuple(kinds: tuple[Any, ...], content: object, where: str) -> tuple[Any, ...]:
    if not isinstance(content, list):
        raise _other(content, where, "a list")
    if kinds[-1:] == (...,):
        kinds = (kinds[0],) * len(content)
    if len(kinds) != len(content):
        raise _other(content, where, f"a list of {len(kinds)}")
    return tuple(
        _read(kind, each, f"{where}[{number}]")
        for number, (kind, each) in enumerate(zip(kinds, content, strict=True))
    )


@cache
def _fields(kind: Hashable) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(cast("Any", kind))}


def _noun(kind: Any, content: object, where: str) -> Any:
    if not isinstance(content, dict):
        raise _other(content, where, "an object")
    known = _fields(kind)
    if content.keys() != known.keys():
        raise _other(content, where, f"an object with {', '.join(known)}")
    return kind(
        **{
            name: _read(inner, content[name], f"{where}.{name}")
            for name, inner in known.items()
        }
    )


def _plain(kind: Any, content: object, where: str) -> Any:
    if kind is float and (type(content) in {int, float} or content in _ENDLESS):
        return float(cast("float", content))
    if kind in {bool, int, str} and type(content) is kind:
        return content
    if kind is Path and isinstance(content, str) and "\0" not in content:
        return Path(content)
    if isinstance(kind, type) and issubclass(kind, Enum):
        try:
            return kind(content)
        except ValueError as error:
            names = ", ".join(str(each.value) for each in kind)
            raise _other(content, where, f"one of {names}") from error
    raise _other(content, where, getattr(kind, "__name__", str(kind)))


def _other(content: object, where: str, expected: str) -> ForeignError:
    return ForeignError(f"{where}: is {quoted(content)}; expected {expected}")
