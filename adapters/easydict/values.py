"""Values of every kind in an EasyDict, kept as YAML by hand.

EasyDict, https://pypi.org/project/easydict/, has no writer; its users take PyYAML,
https://pyyaml.org/wiki/PyYAMLDocumentation, whose ``safe_dump`` and ``safe_load`` know sets,
dates, times and bytes of themselves (*Standard YAML tags*). ``BY_HAND`` has what they do not know,
and keys that are numbers, which EasyDict refuses.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from easydict import EasyDict  # type: ignore[import-untyped]  # nor does EasyDict

from shared_model import Precision


# -- declare
@dataclass
class Nested:
    """A section of its own."""

    rate: float
    sizes: list[int]


#: What YAML has no form for, or EasyDict no attribute: how it is written, and made again.
BY_HAND: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "tuple": (list, tuple),
    "frozenset": (sorted, frozenset),
    "int_keys": (
        lambda items: {str(key): v for key, v in items.items()},
        lambda items: {int(key): v for key, v in items.items()},
    ),
    "nested": (asdict, lambda items: Nested(**items)),
    "enum": (lambda v: v.name, lambda name: Precision[name]),
    "path": (str, Path),
    "timedelta": (timedelta.total_seconds, lambda seconds: timedelta(seconds=seconds)),
    "decimal": (str, Decimal),
    "complex": (str, complex),
    "class": (lambda v: f"{v.__module__}:{v.__qualname__}", resolve_name),
    "dtype": (str, resolve_name),
    "device": (str, lambda text: resolve_name("torch").device(text)),
}


# -- save
def to_dict(cfg: EasyDict) -> dict[str, Any]:
    """Return dictionaries, which safe_dump knows, in place of EasyDicts."""
    return {
        key: to_dict(value) if isinstance(value, EasyDict) else value
        for key, value in cfg.items()
    }


def save(values: dict[str, Any], folder: Path) -> None:
    """Write an EasyDict with these values to values.yaml."""
    cfg = EasyDict(values)
    text = yaml.safe_dump(to_dict(cfg), sort_keys=False)
    (folder / "values.yaml").write_text(text, encoding="utf-8")


# -- load
def load(folder: Path) -> dict[str, Any]:
    """Return the values of the EasyDict in values.yaml."""
    read = yaml.safe_load((folder / "values.yaml").read_text(encoding="utf-8"))
    return dict(EasyDict(read))


# -- config
def config(n_epochs: int = 5) -> EasyDict:
    """Return a small nested config."""
    return EasyDict(n_epochs=n_epochs, tags=["a", "b"], optimizer={"lr": 0.01})
