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
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
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


# -- wire
#: How what JSON has no form for is written, and what is made of lists and dictionaries afterwards.
BY_HAND: dict[str, Any] = {
    "tuple": (None, tuple),
    "set": (sorted, set),
    "frozenset": (sorted, frozenset),
    "int_keys": (None, lambda items: {int(key): v for key, v in items.items()}),
    "nested": (asdict, lambda items: Nested(**items)),
    "enum": lambda v: v.name,
    "timedelta": lambda v: str(v.total_seconds()),
    "bytes": bytes.hex,
    "class": lambda v: f"{v.__module__}:{v.__qualname__}",
    **dict.fromkeys(("path", "date", "datetime", "decimal", "complex"), str),
    **dict.fromkeys(("dtype", "device"), str),
}


# -- save
def save(values: dict[str, Any], folder: Path) -> None:
    """Write a namespace with these values to values.json."""
    args = argparse.Namespace(**values)
    text = json.dumps(vars(args), indent=2)
    (folder / "values.json").write_text(text + "\n", encoding="utf-8")


# -- load
def load(folder: Path) -> dict[str, Any]:
    """Make the values in values.json the defaults of a parser; return what it gives."""
    read = json.loads((folder / "values.json").read_text(encoding="utf-8"))
    parser = build_parser(read)
    parser.set_defaults(**read)
    args = parser.parse_args([])
    return dict(vars(args))


# -- config
def config(n_epochs: int = 5) -> argparse.Namespace:
    """Return a small config: flat, as its parser makes it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--n-epochs", type=int, default=n_epochs)
    parser.add_argument("--tags", nargs="*", default=["a", "b"])
    parser.add_argument("--lr", type=float, default=0.01)
    return parser.parse_args([])
