"""Values of every kind in the dictionary of a function's arguments, kept as JSON by hand.

Fire has neither writer nor reader of files: its guide,
https://google.github.io/python-fire/guide/, knows the command line only, and there Python
literals. So the arguments are written as JSON by hand; ``plain`` and ``FROM_JSON`` do what JSON
does not.
"""

import json
from collections.abc import Callable
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


def kind(key: str) -> str:
    """Return the kind of a key: ``date`` for ``date_value`` and ``date_or_none``."""
    return key.removesuffix("_value").removesuffix("_or_none")


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
            return value.total_seconds()
        case bytes():
            return value.hex()
        case type():
            return f"{value.__module__}:{value.__qualname__}"
        case _:
            return str(value)


def save(values: dict[str, Any], folder: Path) -> None:
    """Write the arguments to values.json."""
    text = json.dumps(values, indent=2, default=plain)
    (folder / "values.json").write_text(text + "\n", encoding="utf-8")


# -- load
def device(text: str) -> Any:
    """Make a device again; torch is imported by whoever has one."""
    return resolve_name("torch.device")(text)


#: How a value is made again from what JSON has a form for.
FROM_JSON: dict[str, Callable[[Any], Any]] = {
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
    "int_keys": lambda items: {int(key): value for key, value in items.items()},
    "nested": lambda items: Nested(**items),
    "enum": lambda name: Precision[name],
    "path": Path,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "timedelta": lambda seconds: timedelta(seconds=seconds),
    "bytes": bytes.fromhex,
    "decimal": Decimal,
    "complex": complex,
    "class": resolve_name,
    "dtype": resolve_name,
    "device": device,
}


def from_json(key: str, value: Any) -> Any:
    """Make the value of one key again."""
    convert = FROM_JSON.get(kind(key))
    return convert(value) if convert and value is not None else value


def load(folder: Path) -> dict[str, Any]:
    """Return the arguments in values.json."""
    read = json.loads((folder / "values.json").read_text(encoding="utf-8"))
    return {key: from_json(key, value) for key, value in read.items()}


# -- config
NO_CONFIG = (
    "Fire calls a function with plain arguments; it has no object that holds them: "
    "https://google.github.io/python-fire/api/"
)
