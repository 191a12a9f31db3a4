"""What an audit tells, without what must not be shown: secrets that arrived as values, say."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar, cast

_T = TypeVar("_T")


def masked(told: _T, mask: Callable[[str], str]) -> _T:
    """Return the same facts, each text in them as ``mask`` returns it.

    >>> masked({"key": ("a secret", 3)}, lambda text: text.replace("secret", "***"))
    {'key': ('a ***', 3)}
    """
    return cast("_T", _masked(told, mask))


def _masked(told: Any, mask: Callable[[str], str]) -> Any:
    if isinstance(told, Enum):
        return told
    if isinstance(told, str):
        return mask(told)
    if is_dataclass(told) and not isinstance(told, type):
        values = {each.name: getattr(told, each.name) for each in fields(told)}
        return replace(
            told, **{name: _masked(value, mask) for name, value in values.items()}
        )
    if isinstance(told, Mapping):
        return {_masked(key, mask): _masked(each, mask) for key, each in told.items()}
    if isinstance(told, tuple | list):
        return type(told)(_masked(each, mask) for each in told)
    return told
