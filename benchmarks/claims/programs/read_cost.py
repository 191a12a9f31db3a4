"""Time one nested read, ``optimizer.lr``, of a dict and of what offers dots; nanoseconds as JSON.

The least of several repeats: what a read costs when nothing else disturbs it.
"""

import json
import timeit
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from easydict import EasyDict  # type: ignore[import-untyped]  # it ships no types
from omegaconf import OmegaConf

REPEATS, READS = 5, 20_000


@dataclass
class Optimizer:
    """A section."""

    lr: float = 1e-3


@dataclass
class Config:
    """A config with one section."""

    optimizer: Optimizer = field(default_factory=Optimizer)


def cost(config: Any, read: str) -> float:
    """Return nanoseconds for one read, the loop's own time subtracted."""
    loop, whole = (
        min(timeit.Timer(each, globals={"config": config}).repeat(REPEATS, READS))
        for each in ("config", read)
    )
    return round(max(whole - loop, 0.0) / READS * 1e9, 1)


PLAIN = {"optimizer": {"lr": 1e-3}}

if __name__ == "__main__":
    dots = {
        "namespace": SimpleNamespace(optimizer=SimpleNamespace(lr=1e-3)),
        "dataclass": Config(),
        "EasyDict": EasyDict(PLAIN),
        "OmegaConf": OmegaConf.create(PLAIN),
    }
    found = {"dict": cost(PLAIN, "config['optimizer']['lr']")}
    found |= {name: cost(each, "config.optimizer.lr") for name, each in dots.items()}
    print(json.dumps(found))
