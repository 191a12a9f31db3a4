"""Values of every kind in a config without schema, saved by OmegaConf, built by instantiate.

Written from https://hydra.cc/docs/advanced/instantiate_objects/overview/: what YAML has no form
for is a node with ``_target_``, which ``instantiate`` calls; ``hydra.utils.get_class`` and
``get_object``, of the same page, give classes and constants. Hydra's config is OmegaConf's, and
Hydra writes ``.hydra/`` with OmegaConf's own writer. That a value becomes such a node is written
by hand, in ``BY_HAND``.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hydra.utils import instantiate
from omegaconf import DictConfig, OmegaConf


# -- declare
@dataclass
class Nested:
    """A section of its own."""

    rate: float
    sizes: list[int]


# -- save
def call(target: str, *args: Any, **keywords: Any) -> dict[str, Any]:
    """Return a node that instantiate turns into the result of a call."""
    return {"_target_": target, "_args_": list(args), **keywords}


#: The node of a value, by kind; what is not here is YAML's own.
BY_HAND: dict[str, Callable[[Any], dict[str, Any]]] = {
    "tuple": lambda v: call("builtins.tuple", list(v)),
    "set": lambda v: call("builtins.set", sorted(v)),
    "frozenset": lambda v: call("builtins.frozenset", sorted(v)),
    "nested": lambda v: call(f"{__name__}.Nested", **asdict(v)),
    "enum": lambda v: call("hydra.utils.get_object", path=f"shared_model.{v}"),
    "path": lambda v: call("pathlib.Path", str(v)),
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
    """Write a config with these values to values.yaml."""
    cfg = OmegaConf.create(values)
    OmegaConf.save(cfg, folder / "values.yaml")


# -- load
def load(folder: Path) -> dict[str, Any]:
    """Build the values in values.yaml."""
    cfg = OmegaConf.load(folder / "values.yaml")
    values: dict[str, Any] = instantiate(cfg, _convert_="all")
    return values


# -- config
def config(n_epochs: int = 5) -> DictConfig:
    """Return a small nested config."""
    return OmegaConf.create(
        {"n_epochs": n_epochs, "tags": ["a", "b"], "optimizer": {"lr": 0.01}}
    )
