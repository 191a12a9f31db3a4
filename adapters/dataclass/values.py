"""Values of every kind in a dataclass, kept as JSON by hand.

Written from https://docs.python.org/3/library/dataclasses.html#dataclasses.asdict: a dataclass
gives its content as a dictionary; it enforces no annotation. What JSON has no form for is written
as text, number or list by ``plain`` and made again by ``FROM_JSON``, both by hand.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, make_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from shared_model import Precision


# -- declare
@dataclass
class Nested:
    """A section of its own."""

    rate: float
    sizes: list[int]


TYPES: dict[str, Any] = {
    "int": int,
    "float": float,
    "str": str,
    "bool": bool,
    "list": list[str],
    "dict": dict[str, float],
    "tuple": tuple[int, int],
    "set": set[int],
    "frozenset": frozenset[str],
    "int_keys": dict[int, str],
    "nested": Nested,
    "enum": Precision,
    "path": Path,
    "date": date,
    "datetime": datetime,
    "timedelta": timedelta,
    "bytes": bytes,
    "decimal": Decimal,
    "complex": complex,
    "class": type,
    "dtype": Any,  # its type is torch's, whose import takes a second
    "device": Any,
}


def kind(key: str) -> str:
    """Return the kind of a key: ``date`` for ``date_value`` and ``date_or_none``."""
    return key.removesuffix("_value").removesuffix("_or_none")


def schema(keys: Iterable[str]) -> Any:
    """Return a dataclass with these fields."""
    types = {f"{kind}_value": cls for kind, cls in TYPES.items()} | {
        f"{kind}_or_none": cls | None for kind, cls in TYPES.items()
    }
    return make_dataclass("Values", [(key, types[key]) for key in keys])


# -- save
def plain(value: Any) -> Any:
    """Return what JSON has a form for, in place of what it does not know."""
    match value:
        case set() | frozenset():
            return sorted(value)
        case Enum():
            return value.name
        case timedelta():
            return value.total_seconds()
        case bytes():
            return value.hex()
        case type():
            return f"{value.__module__}:{value.__qualname__}"
        case _:
            return str(value)


def save(values: dict[str, Any], folder: Path) -> None:
    """Write a dataclass with these values to values.json."""
    text = json.dumps(asdict(schema(values)(**values)), indent=2, default=plain)
    (folder / "values.json").write_text(text + "\n", encoding="utf-8")


# -- load
def device(text: str) -> Any:
    """Make a device again; torch is imported by whoever has one."""
    return resolve_name("torch.device")(text)


#: How a value is made again from what JSON has a form for.
FROM_JSON: dict[str, Callable[[Any], Any]] = {
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
    "int_keys": lambda items: {int(key): value for key, value in items.items()},
    "nested": lambda items: Nested(**items),
    "enum": lambda name: Precision[name],
    "path": Path,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "timedelta": lambda seconds: timedelta(seconds=seconds),
    "bytes": bytes.fromhex,
    "decimal": Decimal,
    "complex": complex,
    "class": resolve_name,
    "dtype": resolve_name,
    "device": device,
}


def from_json(key: str, value: Any) -> Any:
    """Make the value of one key again."""
    convert = FROM_JSON.get(kind(key))
    return convert(value) if convert and value is not None else value


def load(folder: Path) -> dict[str, Any]:
    """Make the dataclass again; return its fields."""
    read = json.loads((folder / "values.json").read_text(encoding="utf-8"))
    values = {key: from_json(key, value) for key, value in read.items()}
    return dict(vars(schema(values)(**values)))


# -- config
@dataclass
class Optimizer:
    """A section of the config."""

    lr: float = 0.01


@dataclass
class Config:
    """The config object that this library's users hold."""

    n_epochs: int = 5
    tags: list[str] = field(default_factory=lambda: ["a", "b"])
    optimizer: Optimizer = field(default_factory=Optimizer)


def config(n_epochs: int = 5) -> Config:
    """Return a small nested config."""
    return Config(n_epochs=n_epochs)
