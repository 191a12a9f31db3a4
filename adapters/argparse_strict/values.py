"""Values of every kind in a namespace, kept as JSON by hand, typed by the parser.

Written from https://docs.python.org/3/library/argparse.html#type and
https://docs.python.org/3/library/argparse.html#default: a default that is text is parsed as if it
had been typed, so the ``type`` of each argument makes its value again from the JSON file. What
takes more than one text (sets, tuples, mappings, sections) is made from lists and dictionaries by
hand.
"""

import argparse
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, is_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from shared_model import Precision

SAVED_BY = "adapter"


# -- declare
@dataclass
class Nested:
    """A section of its own."""

    rate: float
    sizes: list[int]


def seconds(text: str) -> timedelta:
    """Read a span of time from its seconds."""
    return timedelta(seconds=float(text))


def member(name: str) -> Precision:
    """Read an enum from the name of its member."""
    return Precision[name]


def device(text: str) -> Any:
    """Read a device; torch is imported by whoever has one."""
    return resolve_name("torch.device")(text)


#: The ``type`` of each argument: how its value is read from one text.
TYPES: dict[str, Callable[[str], Any]] = {
    "int": int,
    "float": float,
    "enum": member,
    "path": Path,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "timedelta": seconds,
    "bytes": bytes.fromhex,
    "decimal": Decimal,
    "complex": complex,
    "class": resolve_name,
    "dtype": resolve_name,
    "device": device,
}


def kind(key: str) -> str:
    """Return the kind of a key: ``date`` for ``date_value`` and ``date_or_none``."""
    return key.removesuffix("_value").removesuffix("_or_none")


def build_parser(keys: Iterable[str]) -> argparse.ArgumentParser:
    """Declare these settings."""
    parser = argparse.ArgumentParser()
    for key in keys:
        parser.add_argument(f"--{key}", type=TYPES.get(kind(key), str))
    return parser


# -- save
def plain(value: Any) -> Any:
    """Return what JSON has a form for, in place of what it does not know."""
    match value:
        case _ if is_dataclass(value) and not isinstance(value, type):
            return asdict(value)
        case set() | frozenset():
            return sorted(value)
        case Enum():
            return value.name
        case timedelta():
            return str(value.total_seconds())
        case bytes():
            return value.hex()
        case type():
            return f"{value.__module__}:{value.__qualname__}"
        case _:
            return str(value)


def save(values: dict[str, Any], folder: Path) -> None:
    """Write a namespace with these values to values.json."""
    args = argparse.Namespace(**values)
    text = json.dumps(vars(args), indent=2, default=plain)
    (folder / "values.json").write_text(text + "\n", encoding="utf-8")


# -- wire
#: What is made by hand from the list or dictionary that a namespace then holds.
BY_HAND: dict[str, Callable[[Any], Any]] = {
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
    "int_keys": lambda items: {int(key): value for key, value in items.items()},
    "nested": lambda items: Nested(**items),
}


def wire(key: str, value: Any) -> Any:
    """Make the value of one key from what the namespace holds."""
    convert = BY_HAND.get(kind(key))
    return convert(value) if convert and value is not None else value


# -- load
def load(folder: Path) -> dict[str, Any]:
    """Make the values in values.json the defaults of a parser; return what it gives."""
    read = json.loads((folder / "values.json").read_text(encoding="utf-8"))
    parser = build_parser(read)
    parser.set_defaults(**read)
    args = parser.parse_args([])
    return {key: wire(key, value) for key, value in vars(args).items()}


# -- config
def config(n_epochs: int = 5) -> argparse.Namespace:
    """Return a small config: flat, as its parser makes it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--n-epochs", type=int, default=n_epochs)
    parser.add_argument("--tags", nargs="*", default=["a", "b"])
    parser.add_argument("--lr", type=float, default=0.01)
    return parser.parse_args([])
