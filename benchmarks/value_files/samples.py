"""The kinds of values, a sample of each, and the names under which ``values.py`` declares them.

A kind ``date`` has two keys: ``date_value`` holds a date, ``date_or_none`` a date or ``None``.
"""

import dataclasses
import json
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import shared_model
from configbench.inside.names import type_name
from configbench.inside.readings import Typed
from configbench.inside.typed import typed

#: Kinds that ``train()`` takes: properties are asked of them.
PLAIN = ("int", "float", "str", "bool", "list", "dict")

#: Kinds that it does not take, or not as this.
FURTHER = (
    "tuple",
    "set",
    "frozenset",
    "int_keys",
    "nested",
    "enum",
    "path",
    "date",
    "datetime",
    "timedelta",
    "bytes",
    "decimal",
    "complex",
    "class",
)

#: Kinds of torch, whose import takes a second: asked in a process of their own.
TORCH = ("dtype", "device")

#: Every kind.
KINDS = (*PLAIN, *FURTHER, *TORCH)

VALUE = "_value"
OR_NONE = "_or_none"


def key_of(name: str) -> str:
    """Return the key of a case: ``date_value`` for ``date``; ``date_or_none`` is one itself."""
    return name if name.endswith(OR_NONE) else f"{name}{VALUE}"


def kind_of(key: str) -> str:
    """Return the kind of a key."""
    return key.removesuffix(VALUE).removesuffix(OR_NONE)


def sample(kind: str, nested: type) -> Any:
    """Return the sample of a kind; ``nested`` is the dataclass that ``values.py`` declares.

    None of them is like its type's default, and each has a part that a careless text form loses: a
    trailing zero, a zone, microseconds, a byte that is no UTF-8.
    """
    if kind in TORCH:
        import torch  # noqa: PLC0415  only who asks for it waits for it

        return torch.float16 if kind == "dtype" else torch.device("cuda:1")
    zone = timezone(timedelta(hours=2))
    samples: dict[str, Any] = {
        "int": 7,
        "float": 0.1,
        "str": "012",
        "bool": True,
        "list": ["a", "second item"],
        "dict": {"right": 2.0, "wrong": 0.5},
        "tuple": (3, 1),
        "set": {30, 1, 2},
        "frozenset": frozenset({"a", "b"}),
        "int_keys": {1: "one", 10: "ten"},
        "nested": nested(rate=0.5, sizes=[8, 4]),
        "enum": shared_model.Precision.BF16,
        "path": Path("data/run 1"),
        "date": date(2024, 2, 29),
        "datetime": datetime(2024, 2, 29, 12, 30, 15, 123456, tzinfo=zone),
        "timedelta": timedelta(days=1, hours=2, microseconds=500),
        "bytes": b"\x00\xffab",
        "decimal": Decimal("0.10"),
        "complex": 1.5 - 2j,
        "class": shared_model.Adam,
    }
    return samples[kind]


def describe(value: object) -> Typed:
    """Return the typed form of ``value``: the core's, which knows no dataclass and no class.

    A moment is as equal as Python has it: which class a library has for an offset is no matter.
    """
    cls = type(value)
    if isinstance(value, datetime) and (offset := value.utcoffset()) is not None:
        value = value.replace(tzinfo=timezone(offset))
    if isinstance(value, type):
        return {"t": type_name(cls), "v": type_name(value)}
    if dataclasses.is_dataclass(value):
        fields = dataclasses.fields(value)
        return {
            "t": type_name(cls),
            "args": {each.name: describe(getattr(value, each.name)) for each in fields},
        }
    return typed(value)


class Carried:
    """A data set whose one item tells, from inside a worker, what its config is there."""

    def __init__(self, config: object) -> None:
        self._config = config

    def __len__(self) -> int:
        return 1

    def __getitem__(self, index: int) -> str:
        return json.dumps(describe(self._config))
