"""Values of every kind in a ConfigDict, written as JSON, typed by placeholders.

Written from ``to_json``, ``update`` and ``placeholder`` in
https://ml-collections.readthedocs.io/en/latest/config_dict.html: a field that has a type takes a
list for a tuple and an int for a float, and nothing else. ``to_json`` refuses what JSON does not
know; that is converted by hand. ``to_yaml`` keeps every kind, but is read by ``yaml.unsafe_load``
only, which runs what a file names.
"""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from ml_collections import config_dict  # type: ignore[import-untyped]

from shared_model import Precision


# -- declare
@dataclass
class Nested:
    """A section of its own."""

    rate: float
    sizes: list[int]


#: The types of fields; a kind that is not here is a field of any type.
TYPES: dict[str, type] = {
    "int": int,
    "float": float,
    "str": str,
    "bool": bool,
    "list": list,
    "tuple": tuple,
    "dict": dict,
}

#: How what JSON has no form for is written, and made again.
BY_HAND: dict[str, Any] = {
    "set": (sorted, set),
    "frozenset": (sorted, frozenset),
    "int_keys": (None, lambda items: {int(key): v for key, v in items.items()}),
    "nested": (asdict, lambda items: Nested(**items)),
    "enum": (lambda v: v.name, lambda name: Precision[name]),
    "path": (str, Path),
    "date": (date.isoformat, date.fromisoformat),
    "datetime": (datetime.isoformat, datetime.fromisoformat),
    "timedelta": (timedelta.total_seconds, lambda seconds: timedelta(seconds=seconds)),
    "bytes": (bytes.hex, bytes.fromhex),
    "decimal": (str, Decimal),
    "complex": (str, complex),
    "class": (lambda v: f"{v.__module__}:{v.__qualname__}", resolve_name),
    "dtype": (str, resolve_name),
    "device": (str, lambda text: resolve_name("torch").device(text)),
}


def field(key: str) -> config_dict.FieldReference:
    """Return a field without a value, of the type of its kind."""
    kind = key.removesuffix("_value").removesuffix("_or_none")
    return config_dict.placeholder(TYPES.get(kind, object))


# -- save
def save(values: dict[str, Any], folder: Path) -> None:
    """Write a ConfigDict with these values to values.json."""
    text = config_dict.ConfigDict(values, convert_dict=False).to_json(indent=2)
    (folder / "values.json").write_text(text, encoding="utf-8")


# -- load
def load(folder: Path) -> dict[str, Any]:
    """Update a ConfigDict of typed fields with values.json; return its fields."""
    read = json.loads((folder / "values.json").read_text(encoding="utf-8"))
    config = config_dict.ConfigDict(
        {key: field(key) for key in read}, convert_dict=False, sort_keys=False
    )
    config.update(read)
    return dict(config.to_dict())


# -- config
def config(n_epochs: int = 5) -> config_dict.ConfigDict:
    """Return a small nested config."""
    return config_dict.create(
        n_epochs=n_epochs, tags=("a", "b"), optimizer=config_dict.create(lr=0.01)
    )
