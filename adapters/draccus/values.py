"""Values of every kind in a dataclass, saved and loaded by draccus as YAML.

Written from https://github.com/dlwh/draccus/blob/main/docs/api.md: ``dump`` and ``load`` go by the
types of the fields; for a type that draccus does not know ``encode.register`` and
``decode.register`` say how it is written and read.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, make_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import draccus
from draccus.cfgparsing import load_config

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
}


def device(text: str) -> Any:
    """Make a device again; torch is imported by whoever has one."""
    return resolve_name("torch.device")(text)


#: How types of torch are read; its import takes a second.
OF_TORCH: dict[str, Callable[[str], Any]] = {"dtype": resolve_name, "device": device}


def name(each: type) -> str:
    """Return the import path of a class."""
    return f"{each.__module__}:{each.__qualname__}"


for known in (date, datetime):  # YAML has both
    draccus.encode.register(known, lambda value: value)
    draccus.decode.register(known, lambda value: value)
draccus.encode.register(frozenset, sorted)
draccus.decode.register(frozenset, frozenset)
draccus.encode.register(timedelta, timedelta.total_seconds)
draccus.decode.register(timedelta, lambda seconds: timedelta(seconds=seconds))
draccus.encode.register(Decimal, str)
draccus.decode.register(Decimal, Decimal)
draccus.encode.register(complex, str)
draccus.decode.register(complex, complex)
draccus.encode.register(type, name)
draccus.decode.register(type, resolve_name)


def declared(key: str) -> tuple[str, Any]:
    """Return a field: its name, and its type."""
    kind = key.removesuffix("_value").removesuffix("_or_none")
    if kind in OF_TORCH:
        cls = resolve_name(f"torch.{kind}")
        draccus.encode.register(cls, str)
        draccus.decode.register(cls, OF_TORCH[kind])
    else:
        cls = TYPES[kind]
    return key, cls | None if key.endswith("_or_none") else cls


def schema(keys: Iterable[str]) -> Any:
    """Return a dataclass with these fields."""
    return make_dataclass("Values", map(declared, keys))


# -- save
def save(values: dict[str, Any], folder: Path) -> None:
    """Write a dataclass with these values to values.yaml."""
    with (folder / "values.yaml").open("w", encoding="utf-8") as file:
        draccus.dump(schema(values)(**values), file, sort_keys=False)


# -- load
def load(folder: Path) -> dict[str, Any]:
    """Let the library fill the dataclass again; return its fields."""
    path = folder / "values.yaml"
    keys = load_config(path.read_text(encoding="utf-8"))
    return dict(vars(draccus.load(schema(keys), path)))


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
