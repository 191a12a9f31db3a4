"""Time one nested read, ``optimizer.lr``, of what is named; nanoseconds as JSON.

The least of several repeats: what a read costs when nothing else disturbs it.

Usage:
    python benchmarks/claims/programs/read_cost.py              what Python itself has
    python benchmarks/claims/programs/read_cost.py OmegaConf    or EasyDict
"""

import json
import sys
import timeit
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

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

DOTS = "config.optimizer.lr"


def of_python() -> dict[str, float]:
    """Time what needs no library."""
    namespace = SimpleNamespace(optimizer=SimpleNamespace(lr=1e-3))
    return {
        "dict": cost(PLAIN, "config['optimizer']['lr']"),
        "namespace": cost(namespace, DOTS),
        "dataclass": cost(Config(), DOTS),
    }


def made(library: str) -> Any:
    """Return the config of a library."""
    if library == "EasyDict":
        from easydict import EasyDict  # type: ignore[import-not-found]  # noqa: PLC0415  its row's

        return EasyDict(PLAIN)
    from omegaconf import OmegaConf  # type: ignore[import-not-found]  # noqa: PLC0415  likewise

    return OmegaConf.create(PLAIN)


if __name__ == "__main__":
    costs = {name: cost(made(name), DOTS) for name in sys.argv[1:]} or of_python()
    print(json.dumps(costs))
