"""Values of every kind in a config made by hydra-zen, saved by it, and checked by pydantic.

Written from https://mit-ll-responsible-ai.github.io/hydra-zen/api_reference.html (the values that
a config takes, and ``builds`` for what none takes; ``save_as_yaml``, ``load_from_yaml``) and
.../how_to/pydantic_guide.html: a dataclass declares the types, and ``zen`` with the parser makes
it of the config.  What the library makes no config of is a text or a
call, written by hand, in ``BY_HAND``.
"""

from collections.abc import Callable
from dataclasses import dataclass, make_dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from hydra.utils import get_object
from hydra_zen import builds, load_from_yaml, make_config, save_as_yaml, zen
from hydra_zen.third_party.pydantic import pydantic_parser


# -- declare
@dataclass
class Nested:
    """A section of its own."""

    rate: float
    sizes: list[int]


#: The types that a file or its reader does not keep; a kind that is not here is of any type.
TYPES: dict[str, Any] = {
    "int": int,
    "float": float,
    "str": str,
    "bool": bool,
    "list": list[str],
    "dict": dict[str, float],
    "tuple": tuple[int, int],
    "int_keys": dict[int, str],
    "nested": Nested,
    "path": Path,
    "date": date,
    "datetime": datetime,
    "bytes": bytes,
    "decimal": Decimal,
}


# -- save
#: The text that pydantic reads, or the call that makes a value again, by kind.
BY_HAND: dict[str, Callable[[Any], Any]] = {
    "enum": lambda v: builds(type(v), v.value),
    "date": date.isoformat,
    "datetime": datetime.isoformat,
    "decimal": str,
    "dtype": lambda v: builds(get_object, str(v)),
    "device": lambda v: builds(type(v), str(v)),
}


def save(values: dict[str, Any], folder: Path) -> None:
    """Write a config with these values to values.yaml."""
    save_as_yaml(make_config(**values), folder / "values.yaml")


# -- load
def load(folder: Path) -> dict[str, Any]:
    """Build the values in values.yaml, by their types."""
    cfg = load_from_yaml(folder / "values.yaml")
    fields: list[tuple[str, Any]] = []
    for key in map(str, cfg):
        cls = TYPES.get(key.removesuffix("_value").removesuffix("_or_none"), Any)
        fields.append((key, cls | None if key.endswith("_or_none") else cls))
    cls = make_dataclass("Values", fields)
    made = zen(cls, instantiation_wrapper=pydantic_parser)
    return dict(vars(made(cfg)))  # type: ignore[arg-type]  # no list


# -- config
Optimizer = make_config(
    lr=0.01, zen_dataclass={"cls_name": "Optimizer", "module": __name__}
)
Config = make_config(
    n_epochs=5,
    tags=["a", "b"],
    optimizer=Optimizer(),
    zen_dataclass={"cls_name": "Config", "module": __name__},
)


def config(n_epochs: int = 5) -> Any:
    """Return a small nested config, of classes that pickle can name."""
    return Config(n_epochs=n_epochs)
