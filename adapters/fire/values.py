"""Values of every kind in the dictionary of a function's arguments, kept as JSON by hand.

Fire has neither writer nor reader of files: its guide,
https://google.github.io/python-fire/guide/, knows the command line only, and there Python
literals. So the arguments are written as JSON by hand; ``BY_HAND`` does what JSON does not.
"""

import json
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


#: What JSON has no form for: how it is written, and made again.
BY_HAND: dict[str, Any] = {
    "tuple": (None, tuple),
    "set": (sorted, set),
    "frozenset": (sorted, frozenset),
    "int_keys": (None, lambda items: {int(key): v for key, v in items.items()}),
    "nested": (asdict, lambda items: Nested(**items)),
    "enum": (lambda v: v.name, lambda name: Precision[name]),
    "path": (str, Path),
    "date": (str, date.fromisoformat),
    "datetime": (str, datetime.fromisoformat),
    "timedelta": (timedelta.total_seconds, lambda seconds: timedelta(seconds=seconds)),
    "bytes": (bytes.hex, bytes.fromhex),
    "decimal": (str, Decimal),
    "complex": (str, complex),
    "class": (lambda v: f"{v.__module__}:{v.__qualname__}", resolve_name),
    "dtype": (str, resolve_name),
    "device": (str, lambda text: resolve_name("torch").device(text)),
}


# -- save
def save(values: dict[str, Any], folder: Path) -> None:
    """Write the arguments to values.json."""
    text = json.dumps(values, indent=2)
    (folder / "values.json").write_text(text + "\n", encoding="utf-8")


# -- load
def load(folder: Path) -> dict[str, Any]:
    """Return the arguments in values.json."""
    values: dict[str, Any] = json.loads((folder / "values.json").read_text("utf-8"))
    return values


# -- config
NO_CONFIG = (
    "Fire calls a function with plain arguments; it has no object that holds them: "
    "https://google.github.io/python-fire/api/"
)
