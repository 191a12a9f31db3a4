"""Values of every kind in an EasyDict, kept as YAML by hand.

EasyDict, https://pypi.org/project/easydict/, has no writer; its users take PyYAML,
https://pyyaml.org/wiki/PyYAMLDocumentation, whose ``safe_dump`` and ``safe_load`` know sets,
dates, times and bytes of themselves (*Standard YAML tags*). What they do not know is written as
text or list by ``plain`` and made again by ``FROM_YAML``.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, is_dataclass
from datetime import timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from easydict import EasyDict  # type: ignore[import-untyped]  # nor does EasyDict

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
    """Return what safe_dump knows, in place of what it does not."""
    match value:
        case EasyDict():
            return {key: plain(item) for key, item in value.items()}
        case _ if is_dataclass(value) and not isinstance(value, type):
            return asdict(value)
        case tuple():
            return list(value)
        case frozenset():
            return sorted(value)
        case Enum():
            return value.name
        case timedelta():
            return value.total_seconds()
        case type():
            return f"{value.__module__}:{value.__qualname__}"
        case Path() | Decimal() | complex():
            return str(value)
        case _ if type(value).__module__ == "torch":  # which is not imported for this
            return str(value)
        case _:
            return value


def save(values: dict[str, Any], folder: Path) -> None:
    """Write an EasyDict with these values to values.yaml."""
    cfg = EasyDict(values)
    text = yaml.safe_dump(plain(cfg), sort_keys=False)
    (folder / "values.yaml").write_text(text, encoding="utf-8")


# -- load
def device(text: str) -> Any:
    """Make a device again; torch is imported by whoever has one."""
    return resolve_name("torch.device")(text)


#: How a value is made again from what YAML has a form for.
FROM_YAML: dict[str, Callable[[Any], Any]] = {
    "tuple": tuple,
    "frozenset": frozenset,
    "nested": lambda items: Nested(**items),
    "enum": lambda name: Precision[name],
    "path": Path,
    "timedelta": lambda seconds: timedelta(seconds=seconds),
    "decimal": Decimal,
    "complex": complex,
    "class": resolve_name,
    "dtype": resolve_name,
    "device": device,
}


def from_yaml(key: str, value: Any) -> Any:
    """Make the value of one key again."""
    convert = FROM_YAML.get(kind(key))
    return convert(value) if convert and value is not None else value


def load(folder: Path) -> dict[str, Any]:
    """Return the values of the EasyDict in values.yaml."""
    read = yaml.safe_load((folder / "values.yaml").read_text(encoding="utf-8"))
    cfg = EasyDict({key: from_yaml(key, value) for key, value in read.items()})
    return dict(cfg)


# -- config
def config(n_epochs: int = 5) -> EasyDict:
    """Return a small nested config."""
    return EasyDict(n_epochs=n_epochs, tags=["a", "b"], optimizer={"lr": 0.01})
