"""Values of every kind in a dataclass, kept as YAML by PyYAML and read by dacite.

Written from https://github.com/brentyi/tyro/issues/323, where tyro's author names both for what he
leaves to others, https://pyyaml.org/wiki/PyYAMLDocumentation (representers) and
https://github.com/konradhalas/dacite#config (hooks). What dacite has no type for is converted by
hand, in ``BY_HAND``.
"""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, make_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path, PurePath
from pkgutil import resolve_name
from typing import Any

import dacite
import yaml  # type: ignore[import-untyped]

from shared_model import Precision


# -- declare
@dataclass
class Nested:
    """A section of its own."""

    rate: float
    sizes: list[int]


#: The types of fields; a kind that is not here is a field of any type.
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
}

#: What no field can be checked for: how it is written, and made again.
BY_HAND: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "class": (lambda v: f"{v.__module__}:{v.__qualname__}", resolve_name),
    "dtype": (str, resolve_name),
    "device": (str, lambda text: resolve_name("torch").device(text)),
}


def schema(keys: Iterable[str]) -> Any:
    """Return a dataclass with these fields."""
    fields: list[tuple[str, Any]] = []
    for key in keys:
        cls = TYPES.get(key.removesuffix("_value").removesuffix("_or_none"), Any)
        fields.append((key, cls | None if key.endswith("_or_none") else cls))
    return make_dataclass("Values", fields)


# -- save
#: What YAML has no form for is written as text, number or set.
WRITTEN: dict[type, Callable[[Any, Any], Any]] = {
    PurePath: lambda dumper, value: dumper.represent_str(str(value)),
    Enum: lambda dumper, value: dumper.represent_str(value.name),
    frozenset: lambda dumper, value: dumper.represent_set(value),
    timedelta: lambda dumper, value: dumper.represent_float(value.total_seconds()),
    Decimal: lambda dumper, value: dumper.represent_str(str(value)),
    complex: lambda dumper, value: dumper.represent_str(str(value)),
}
for kind, representer in WRITTEN.items():
    yaml.SafeDumper.add_multi_representer(kind, representer)


def save(values: dict[str, Any], folder: Path) -> None:
    """Write a dataclass with these values to values.yaml."""
    text = yaml.safe_dump(asdict(schema(values)(**values)), sort_keys=False)
    (folder / "values.yaml").write_text(text, encoding="utf-8")


# -- load
#: How dacite makes a value again from what YAML has a form for.
FROM_YAML = dacite.Config(
    type_hooks={
        tuple[int, int]: tuple,
        frozenset[str]: frozenset,
        Precision: Precision.__getitem__,
        Path: Path,
        timedelta: lambda seconds: timedelta(seconds=seconds),
        Decimal: Decimal,
        complex: complex,
    },
    strict=True,
)


def load(folder: Path) -> dict[str, Any]:
    """Make the dataclass again; return its fields."""
    read = yaml.safe_load((folder / "values.yaml").read_text(encoding="utf-8"))
    return dict(vars(dacite.from_dict(schema(read), read, FROM_YAML)))


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
