"""Values of every kind in a Tap, saved and loaded by its own methods.

Written from https://github.com/swansonk14/typed-argument-parser#saving-and-loading-arguments:
what JSON has no form for is written by the library, sets and tuples by their items, all else as
a pickle. ``BY_HAND`` has what JSON changes without a word.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from tap import Tap

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
    "dtype": object,  # its type is torch's, whose import takes a second
    "device": object,
}


def declared(keys: Iterable[str]) -> Tap:
    """Return arguments with these names: ``date_value``, or ``date_or_none``."""
    types = {f"{kind}_value": cls for kind, cls in TYPES.items()} | {
        f"{kind}_or_none": cls | None for kind, cls in TYPES.items()
    }
    annotations = {key: types[key] for key in keys}
    values: type[Tap] = type("Values", (Tap,), {"__annotations__": annotations})
    return values(explicit_bool=True)


# -- wire
#: Keys of JSON are text.
BY_HAND = {
    "int_keys": (None, lambda items: {int(key): value for key, value in items.items()})
}


# -- save
def save(values: dict[str, Any], folder: Path) -> None:
    """Write arguments with these values to values.json."""
    args: Tap = declared(values).from_dict(values)
    # What else is saved, the time among it, is no value.
    args.save(folder / "values.json", with_reproducibility=False)


# -- load
def load(folder: Path) -> dict[str, Any]:
    """Load the arguments in values.json; return their values."""
    return Tap().load(folder / "values.json").as_dict()


# -- config
class Config(Tap):
    """The arguments that this library's users hold: flat, as its parser makes them."""

    n_epochs: int = 5
    tags: list[str] = ["a", "b"]  # noqa: RUF012
    lr: float = 0.01


def config(n_epochs: int = 5) -> Config:
    """Return a small config."""
    return Config().parse_args(["--n_epochs", str(n_epochs)])
