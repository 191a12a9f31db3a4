"""Values of every kind in the dataclass that becomes a parser, kept as JSON by hand.

Written from https://github.com/mivade/argparse_dataclass#examples (``metadata`` with a ``type``)
and https://docs.python.org/3/library/argparse.html#default: a default that is text is parsed as
if it had been typed, so the ``type`` of each field makes its value again from the JSON file. What
takes more than one text (sets, tuples, mappings, sections) is made from lists and dictionaries by
hand.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, make_dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types

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


#: The ``type`` of each field: how its value is read from one text.
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


def schema(keys: Iterable[str]) -> Any:
    """Return a dataclass with these fields."""
    types = {key: TYPES.get(kind(key), str) for key in keys}
    return make_dataclass(
        "Values",
        [
            (key, Any, field(default=None, metadata={"type": types[key]}))
            for key in types
        ],
    )


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
    """Write a dataclass with these values to values.json."""
    text = json.dumps(asdict(schema(values)(**values)), indent=2)
    (folder / "values.json").write_text(text + "\n", encoding="utf-8")


# -- load
def load(folder: Path) -> dict[str, Any]:
    """Make the values in values.json the defaults of the parser; return what it gives."""
    read = json.loads((folder / "values.json").read_text(encoding="utf-8"))
    parser = ArgumentParser(schema(read))
    parser.set_defaults(**read)
    options = parser.parse_args([])
    return dict(vars(options))


# -- config
@dataclass
class Options:
    """The config object that this library's users hold: flat."""

    n_epochs: int = 5
    tags: list[str] = field(default_factory=lambda: ["a", "b"])
    lr: float = 0.01


def config(n_epochs: int = 5) -> Options:
    """Return a small config."""
    return Options(n_epochs=n_epochs)
