"""Values of every kind in an INI file, by the library; what is no text, number or truth by hand.

Written from https://docs.python.org/3/library/configparser.html#supported-datatypes ("Config
parsers do not guess datatypes of values in configuration files, always storing them internally as
strings", and ``getint``, ``getfloat``, ``getboolean``) and
https://docs.python.org/3/library/configparser.html#customizing-parser-behaviour
(``interpolation=None``, ``optionxform``). Text that INI has no form for is
written as JSON, as the pages have no advice for it; None is a key without a value
(``allow_no_value``).
"""

import configparser
import json
from collections.abc import Callable
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


#: Text of a value, and the value of a text.
BY_HAND: dict[str, tuple[Callable[[Any], str], Callable[[str], Any]]] = {
    **dict.fromkeys(("list", "dict"), (json.dumps, json.loads)),
    "tuple": (lambda v: json.dumps(list(v)), lambda text: tuple(json.loads(text))),
    "set": (lambda v: json.dumps(sorted(v)), lambda text: set(json.loads(text))),
    "frozenset": (
        lambda v: json.dumps(sorted(v)),
        lambda text: frozenset(json.loads(text)),
    ),
    "int_keys": (
        json.dumps,
        lambda text: {int(key): value for key, value in json.loads(text).items()},
    ),
    "nested": (
        lambda v: json.dumps(asdict(v)),
        lambda text: Nested(**json.loads(text)),
    ),
    "enum": (lambda v: v.name, lambda text: Precision[text]),
    "path": (str, Path),
    "date": (date.isoformat, date.fromisoformat),
    "datetime": (datetime.isoformat, datetime.fromisoformat),
    "timedelta": (
        lambda v: str(v.total_seconds()),
        lambda text: timedelta(seconds=float(text)),
    ),
    "bytes": (bytes.hex, bytes.fromhex),
    "decimal": (str, Decimal),
    "complex": (str, complex),
    "class": (lambda v: f"{v.__module__}:{v.__qualname__}", resolve_name),
    "dtype": (str, resolve_name),
    "device": (str, lambda text: resolve_name("torch").device(text)),
}


def kind(key: str) -> str:
    """Return the kind of a key: ``date`` for ``date_value`` and ``date_or_none``."""
    return key.removesuffix("_value").removesuffix("_or_none")


def parser() -> configparser.ConfigParser:
    """Return a parser that takes text as it is, and keys without a value."""
    return configparser.ConfigParser(interpolation=None, allow_no_value=True)


# -- save
def save(values: dict[str, Any], folder: Path) -> None:
    """Write one section with these values to values.ini."""
    config = parser()
    config.read_dict({"values": values})
    with (folder / "values.ini").open("w", encoding="utf-8") as file:
        config.write(file)


# -- load
def load(folder: Path) -> dict[str, Any]:
    """Read the section in values.ini."""
    config = parser()
    with (folder / "values.ini").open(encoding="utf-8") as file:
        config.read_file(file)
    section = config["values"]
    getters: dict[str, Callable[[str], Any]] = {
        "int": section.getint,
        "float": section.getfloat,
        "bool": section.getboolean,
    }
    return {
        key: text if text is None else getters.get(kind(key), section.get)(key)
        for key, text in section.items()
    }


# -- config
def config(n_epochs: int = 5) -> configparser.ConfigParser:
    """Return a small nested config."""
    made = configparser.ConfigParser()
    made.read_dict(
        {"train": {"n_epochs": n_epochs, "tags": "a b"}, "optimizer": {"lr": 0.01}}
    )
    return made
