"""Values of every kind in a pydantic model, kept as YAML.

Written from https://docs.pydantic.dev/latest/concepts/serialization/#json-mode,
https://docs.pydantic.dev/latest/api/standard_library_types/ (what a field may be, and how it is
made from JSON's types) and https://pyyaml.org/wiki/PyYAMLDocumentation (``safe_dump``).
``BY_HAND`` has what no field can be, and bytes: in JSON mode their text is UTF-8.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from pydantic import BaseModel, ConfigDict, ImportString, create_model
from pydantic.dataclasses import dataclass

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
    "bytes": str,
    "decimal": Decimal,
    "complex": complex,
    "class": ImportString,
    "dtype": str,
    "device": str,
}


#: What no field can be: how it is written, and made again.
BY_HAND: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "bytes": (bytes.hex, bytes.fromhex),
    "dtype": (str, resolve_name),
    "device": (str, lambda text: resolve_name("torch").device(text)),
}


def schema(keys: Iterable[str]) -> type[BaseModel]:
    """Return a model with these fields."""
    fields: dict[str, Any] = {}
    for key in keys:
        cls = TYPES[key.removesuffix("_value").removesuffix("_or_none")]
        fields[key] = cls | None if key.endswith("_or_none") else cls
    config = ConfigDict(ser_json_inf_nan="constants")
    return create_model("Values", __config__=config, **fields)


# -- save
def save(values: dict[str, Any], folder: Path) -> None:
    """Write a model with these values to values.yaml."""
    plain = schema(values)(**values).model_dump(mode="json")
    text = yaml.safe_dump(plain, sort_keys=False)
    (folder / "values.yaml").write_text(text, encoding="utf-8")


# -- load
def load(folder: Path) -> dict[str, Any]:
    """Read values.yaml and let the library validate it; return the fields."""
    read = yaml.safe_load((folder / "values.yaml").read_text(encoding="utf-8"))
    return dict(schema(read).model_validate(read))


# -- config
class Optimizer(BaseModel):
    """A section of the config."""

    lr: float = 0.01


class Config(BaseModel):
    """The config object that this library's users hold."""

    n_epochs: int = 5
    tags: list[str] = ["a", "b"]
    optimizer: Optimizer = Optimizer()


def config(n_epochs: int = 5) -> Config:
    """Return a small nested config."""
    return Config(n_epochs=n_epochs)
