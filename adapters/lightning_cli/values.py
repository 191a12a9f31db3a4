# ruff: noqa: B006, B008  what signatures have as defaults is made anew
"""Values of every kind, declared as arguments of a parser, which saves and reads them.

Written from https://jsonargparse.readthedocs.io/en/stable/#type-hints,
.../#registering-types (a type that the library does not know is registered, with how it is
written and made again) and .../#serialization.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import yaml  # type: ignore[import-untyped]
from jsonargparse import ArgumentParser, Namespace
from jsonargparse.typing import register_type

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
}
register_type(date, date.isoformat, date.fromisoformat)
register_type(datetime, datetime.isoformat, datetime.fromisoformat)


def declared(kind: str) -> Any:
    """Return the type of a kind; torch is imported by whoever has its types."""
    if kind == "dtype":
        register_type(resolve_name("torch.dtype"), str, resolve_name)
        return resolve_name("torch.dtype")
    if kind == "device":
        register_type(resolve_name("torch.device"))
        return resolve_name("torch.device")
    return TYPES[kind]


def build_parser(values: Mapping[str, Any]) -> ArgumentParser:
    """Return a parser whose arguments have these defaults."""
    parser = ArgumentParser()
    for key, value in values.items():
        cls = declared(key.removesuffix("_value").removesuffix("_or_none"))
        optional = cls | None if key.endswith("_or_none") else cls
        parser.add_argument(f"--{key}", type=optional, default=value)
    return parser


# -- save
def save(values: dict[str, Any], folder: Path) -> None:
    """Let the parser write the values to values.yaml."""
    parser = build_parser(values)
    path = folder / "values.yaml"
    parser.save(parser.get_defaults(), path, skip_unset=False, overwrite=True)


# -- load
def load(folder: Path) -> dict[str, Any]:
    """Let the parser read values.yaml, and make objects of it."""
    path = folder / "values.yaml"
    keys = yaml.safe_load(path.read_text(encoding="utf-8"))
    parser = build_parser(dict.fromkeys(keys))
    return dict(vars(parser.instantiate(parser.parse_path(path))))


# -- config
@dataclass
class Optimizer:
    """A section of the config."""

    lr: float = 0.01


def settings(
    n_epochs: int = 5, tags: list[str] = ["a", "b"], optimizer: Optimizer = Optimizer()
) -> None:
    """Settings of a run."""


def config(n_epochs: int = 5) -> Namespace:
    """Return a small nested config, as the parser gives it."""
    parser = ArgumentParser()
    parser.add_function_arguments(settings)
    cfg: Namespace = parser.parse_object({"n_epochs": n_epochs})
    return cfg
