"""Values of every kind in a structured config, written and read by OmegaConf.

Written from https://omegaconf.cli.dev/docs/reference/types (the types that a field may have),
.../guides/load-and-save and .../reference/operations#convert-or-resolve (``to_object``).
A kind that no field can have is converted by hand, in ``BY_HAND``, into one that a field can.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, make_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from omegaconf import DictConfig, OmegaConf

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
    "int_keys": dict[int, str],
    "nested": Nested,
    "enum": Precision,
    "path": Path,
    "bytes": bytes,
}


#: What no field can hold: how it is written, and made again.
BY_HAND: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "set": (sorted, set),
    "frozenset": (sorted, frozenset),
    "date": (date.isoformat, date.fromisoformat),
    "datetime": (datetime.isoformat, datetime.fromisoformat),
    "timedelta": (timedelta.total_seconds, lambda seconds: timedelta(seconds=seconds)),
    "decimal": (str, Decimal),
    "complex": (str, complex),
    "class": (lambda v: f"{v.__module__}:{v.__qualname__}", resolve_name),
    "dtype": (str, resolve_name),
    "device": (str, lambda text: resolve_name("torch").device(text)),
}


def schema(keys: Iterable[str]) -> DictConfig:
    """Return a structured config with these fields, all still missing."""
    fields: list[tuple[str, Any, Any]] = []
    for key in keys:
        cls = TYPES.get(key.removesuffix("_value").removesuffix("_or_none"), Any)
        declared = cls | None if key.endswith("_or_none") else cls
        fields.append((key, declared, field(default="???")))
    cfg: DictConfig = OmegaConf.structured(make_dataclass("Values", fields))
    return cfg


# -- save
def save(values: dict[str, Any], folder: Path) -> None:
    """Write a structured config with these values to values.yaml."""
    cfg = schema(values)
    for key, value in values.items():
        cfg[key] = value
    OmegaConf.save(cfg, folder / "values.yaml")


# -- load
def load(folder: Path) -> dict[str, Any]:
    """Merge values.yaml into the structured config; return its fields as objects."""
    read = OmegaConf.load(folder / "values.yaml")
    cfg = OmegaConf.merge(schema(map(str, read)), read)
    return vars(OmegaConf.to_object(cfg))


# -- config
@dataclass
class Optimizer:
    """A section of the config."""

    lr: float = 0.01


@dataclass
class Config:
    """The schema of the config object that this library's users hold."""

    n_epochs: int = 5
    tags: list[str] = field(default_factory=lambda: ["a", "b"])
    optimizer: Optimizer = field(default_factory=Optimizer)


def config(n_epochs: int = 5) -> DictConfig:
    """Return a small nested config."""
    cfg: DictConfig = OmegaConf.structured(Config(n_epochs=n_epochs))
    return cfg
