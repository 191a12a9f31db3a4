"""Values of every kind in a dataclass, saved and loaded by simple_parsing as JSON.

Written from
https://github.com/lebrice/SimpleParsing/blob/master/examples/serialization/README.md: ``save`` and
``load`` go by the types of the fields; for a type that it does not know ``encode.register``
and ``register_decoding_fn`` say how it is written and read, and for a single field ``encoding_fn``
and ``decoding_fn``.
"""

from collections.abc import Iterable
from dataclasses import dataclass, make_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from simple_parsing import field, list_field
from simple_parsing.helpers.serialization.decoding import register_decoding_fn
from simple_parsing.helpers.serialization.encoding import encode
from simple_parsing.helpers.serialization.serializable import load as load_dataclass
from simple_parsing.helpers.serialization.serializable import read_file
from simple_parsing.helpers.serialization.serializable import save as save_dataclass

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


def dtype(text: str | None) -> Any:
    """Make a dtype again: ``torch.float32``."""
    return None if text is None else resolve_name(text)


def device(text: str | None) -> Any:
    """Make a device again; torch is imported by whoever has one."""
    return None if text is None else resolve_name("torch.device")(text)


#: How the two fields without a type of their own are read; both are written as text.
DECODED = {"dtype": dtype, "device": device}


def text(value: Any) -> str | None:
    """Write one of them."""
    return None if value is None else str(value)


encode.register(frozenset, sorted)
encode.register(date, date.isoformat)
encode.register(datetime, datetime.isoformat)
encode.register(timedelta, timedelta.total_seconds)
encode.register(bytes, bytes.hex)
encode.register(Decimal, str)
encode.register(complex, str)
encode.register(type, lambda each: f"{each.__module__}:{each.__qualname__}")

register_decoding_fn(frozenset[str], frozenset)
register_decoding_fn(date, date.fromisoformat)
register_decoding_fn(datetime, datetime.fromisoformat)
register_decoding_fn(timedelta, lambda seconds: timedelta(seconds=seconds))
register_decoding_fn(bytes, bytes.fromhex, overwrite=True)
register_decoding_fn(Decimal, Decimal)
register_decoding_fn(complex, complex)
register_decoding_fn(type, resolve_name)


def declared(key: str) -> tuple[str, Any, Any]:
    """Return a field: its name, its type, and how it is written and read."""
    kind = key.removesuffix("_value").removesuffix("_or_none")
    decode = DECODED.get(kind)
    how = field(encoding_fn=text, decoding_fn=decode) if decode else field()
    return key, TYPES[kind] | None if key.endswith("_or_none") else TYPES[kind], how


def schema(keys: Iterable[str]) -> Any:
    """Return a dataclass with these fields."""
    return make_dataclass("Values", map(declared, keys))


# -- save
def save(values: dict[str, Any], folder: Path) -> None:
    """Write a dataclass with these values to values.json."""
    save_dataclass(schema(values)(**values), folder / "values.json", indent=2)


# -- load
def load(folder: Path) -> dict[str, Any]:
    """Let the library fill the dataclass again; return its fields."""
    path = folder / "values.json"
    return dict(vars(load_dataclass(schema(read_file(path)), path)))


# -- config
@dataclass
class Optimizer:
    """A section of the config."""

    lr: float = 0.01


@dataclass
class Config:
    """The config object that this library's users hold."""

    n_epochs: int = 5
    tags: list[str] = list_field("a", "b")
    optimizer: Optimizer = field(default_factory=Optimizer)


def config(n_epochs: int = 5) -> Config:
    """Return a small nested config."""
    return Config(n_epochs=n_epochs)
