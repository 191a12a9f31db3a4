"""Values of every kind, written by Gin as a config file and bound again from it.

Written from ``gin.bind_parameter``, ``gin.config_str`` and ``gin.parse_config_file``
(https://github.com/google/gin-config/blob/master/docs/index.md): a value is any of Python's
literals. What is none is made of them by hand.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import gin  # type: ignore[import-untyped]  # it ships none

from shared_model import Precision


# -- declare
@dataclass
class Nested:
    """A section of its own."""

    rate: float
    sizes: list[int]


@gin.configurable  # type: ignore[untyped-decorator]
def values(**bound: Any) -> dict[str, Any]:
    """Return all that is bound to it."""
    return bound


#: How what is neither a literal nor registered is written, and made again.
BY_HAND: dict[str, Any] = {
    "set": (sorted, set),
    "frozenset": (sorted, frozenset),
    "nested": (asdict, lambda items: Nested(**items)),
    "enum": (lambda v: v.name, lambda name: Precision[name]),
    "path": (str, Path),
    "date": (date.isoformat, date.fromisoformat),
    "datetime": (datetime.isoformat, datetime.fromisoformat),
    "timedelta": (timedelta.total_seconds, lambda seconds: timedelta(seconds=seconds)),
    "decimal": (str, Decimal),
    "complex": (str, complex),
    "class": (lambda v: f"{v.__module__}:{v.__qualname__}", resolve_name),
    "dtype": (str, resolve_name),
    "device": (str, lambda text: resolve_name("torch").device(text)),
}


# -- save
def save(values: dict[str, Any], folder: Path) -> None:
    """Bind these values; write the text of all bindings to values.gin."""
    gin.clear_config()
    for key, value in values.items():
        gin.bind_parameter(f"values.{key}", value)
    (folder / "values.gin").write_text(gin.config_str(), encoding="utf-8")


# -- load
def load(folder: Path) -> dict[str, Any]:
    """Parse values.gin; return what it binds."""
    gin.clear_config()
    gin.parse_config_file(str(folder / "values.gin"))
    bound: dict[str, Any] = gin.get_bindings("values")
    return bound


# -- config
NO_CONFIG = (
    "Gin keeps its bindings in its own module, and gives a text: there is no object to be held "
    "(https://github.com/google/gin-config/blob/master/docs/index.md#querying-bound-parameters)."
)
