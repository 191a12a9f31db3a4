"""Values of every kind, as lines of Python literals by hand."""

import ast
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import shared_model

#: Between two values; no literal holds it as it is.
SEPARATOR = "\n"


@dataclass
class Nested:
    """A section of its own."""

    rate: float
    sizes: list[int]


def device(text: str) -> Any:
    """Make a device again."""
    return resolve_name("torch.device")(text)


#: The literal of a value, and the value of a literal; what is not here is a literal itself.
BY_HAND: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "frozenset": (set, frozenset),
    "nested": (asdict, lambda items: Nested(**items)),
    "enum": (lambda v: v.name, lambda name: shared_model.Precision[name]),
    "path": (str, Path),
    "date": (str, date.fromisoformat),
    "datetime": (str, datetime.fromisoformat),
    "timedelta": (
        lambda v: v.total_seconds(),
        lambda seconds: timedelta(seconds=seconds),
    ),
    "decimal": (str, Decimal),
    "complex": (str, complex),
    "class": (lambda v: f"{v.__module__}:{v.__qualname__}", resolve_name),
    "dtype": (str, resolve_name),
    "device": (str, device),
    # A literal has no nan and no infinity.
    "float": (repr, float),
    "dict": (
        lambda items: {key: repr(value) for key, value in items.items()},
        lambda items: {key: float(value) for key, value in items.items()},
    ),
}


def save(values: dict[str, Any], folder: Path) -> None:
    """Write a line for each value."""
    lines = [f"{key} = {value!r}" for key, value in values.items()]
    (folder / "values.txt").write_text(SEPARATOR.join(lines), encoding="utf-8")


def load(folder: Path) -> dict[str, Any]:
    """Read the lines."""
    values = {}
    text = (folder / "values.txt").read_text(encoding="utf-8")
    for line in filter(None, text.split(SEPARATOR)):
        key, _, literal = line.partition(" = ")
        values[key] = ast.literal_eval(literal)
    return values


def config(n_epochs: int = 5) -> dict[str, Any]:
    """Return a small nested config."""
    return {"n_epochs": n_epochs, "tags": ["a", "b"], "optimizer": {"lr": 0.01}}
