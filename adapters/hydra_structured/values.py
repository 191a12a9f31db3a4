"""Values of every kind in a structured config, saved by OmegaConf, built by instantiate.

Written from https://hydra.cc/docs/tutorials/structured_config/intro/ (the types of fields, which
are OmegaConf's) and https://hydra.cc/docs/advanced/instantiate_objects/overview/: what no field
can hold is a node with ``_target_`` in a field of any type. That a value becomes such a node is
written by hand, in ``BY_HAND``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, make_dataclass
from pathlib import Path
from typing import Any

from hydra.utils import instantiate
from omegaconf import MISSING, DictConfig, OmegaConf

from shared_model import Precision


# -- declare
@dataclass
class Nested:
    """A section of its own."""

    rate: float
    sizes: list[int]


#: The types of fields; a kind that is not here is a node in a field of any type.
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
    "enum": Precision,
    "path": Path,
    "bytes": bytes,
}


def kind(key: str) -> str:
    """Return the kind of a key: ``date`` for ``date_value`` and ``date_or_none``."""
    return key.removesuffix("_value").removesuffix("_or_none")


def schema(keys: Iterable[str]) -> DictConfig:
    """Return a structured config with these fields, all still missing."""
    fields: list[tuple[str, Any, Any]] = []
    for key in keys:
        cls = TYPES.get(kind(key), Any)
        declared = cls | None if key.endswith("_or_none") else cls
        fields.append((key, declared, field(default=MISSING)))
    cfg: DictConfig = OmegaConf.structured(make_dataclass("Values", fields))
    return cfg


# -- save
def call(target: str, *args: Any, **keywords: Any) -> dict[str, Any]:
    """Return a node that instantiate turns into the result of a call."""
    return {"_target_": target, "_args_": list(args), **keywords}


#: The node of a value, by kind.
BY_HAND: dict[str, Callable[[Any], dict[str, Any]]] = {
    "set": lambda v: call("builtins.set", sorted(v)),
    "frozenset": lambda v: call("builtins.frozenset", sorted(v)),
    "date": lambda v: call("datetime.date.fromisoformat", v.isoformat()),
    "datetime": lambda v: call("datetime.datetime.fromisoformat", v.isoformat()),
    "timedelta": lambda v: call("datetime.timedelta", seconds=v.total_seconds()),
    "decimal": lambda v: call("decimal.Decimal", str(v)),
    "complex": lambda v: call("builtins.complex", v.real, v.imag),
    "class": lambda v: call(
        "hydra.utils.get_class", path=f"{v.__module__}.{v.__qualname__}"
    ),
    "dtype": lambda v: call("hydra.utils.get_object", path=str(v)),
    "device": lambda v: call("torch.device", str(v)),
}


def save(values: dict[str, Any], folder: Path) -> None:
    """Write a structured config with these values to values.yaml."""
    cfg = schema(values)
    for key, value in values.items():
        cfg[key] = value
    OmegaConf.save(cfg, folder / "values.yaml")


# -- load
def load(folder: Path) -> dict[str, Any]:
    """Merge values.yaml into the structured config; build its fields."""
    read = OmegaConf.load(folder / "values.yaml")
    cfg = OmegaConf.merge(schema(map(str, read)), read)
    values: Any = instantiate(cfg, _convert_="object")
    return dict(vars(values))


# -- config
@dataclass
class Optimizer:
    """A section of the config."""

    lr: float = 0.01


@dataclass
class Config:
    """The schema of the config object that this library's users hold."""

    n_epochs: int = 5
    tags: list[str] = field(default_factory=lambda: ["a", "b"])
    optimizer: Optimizer = field(default_factory=Optimizer)


def config(n_epochs: int = 5) -> DictConfig:
    """Return a small nested config."""
    cfg: DictConfig = OmegaConf.structured(Config(n_epochs=n_epochs))
    return cfg
