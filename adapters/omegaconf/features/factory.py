"""An optimizer that is made later: a resolver makes the callable of a name and its settings.

python factory.py
python factory.py kind=SGD
python factory.py kind=SGD settings.lr=0.5
python factory.py kind=SGD settings.lrr=0.5
"""

from functools import partial
from typing import Any

from omegaconf import OmegaConf


class SGD:
    """Stochastic gradient descent."""

    def __init__(self, parameters: list[float], lr: float = 0.1) -> None:
        self.parameters = parameters
        self.lr = lr


class Adam:
    """Adam."""

    def __init__(self, parameters: list[float], lr: float = 0.001) -> None:
        self.parameters = parameters
        self.lr = lr


def make(kind: str, settings: Any) -> Any:
    """Return what makes an optimizer."""
    return partial({"SGD": SGD, "Adam": Adam}[kind], **settings)


OmegaConf.register_resolver("make", make)
CONFIG = {"kind": "Adam", "settings": {}, "optimizer": "${make:${kind},${settings}}"}


def train(kind: str, parameters: list[float], lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Make the optimizer of the network's parameters, train."""
    cfg = OmegaConf.merge(CONFIG, OmegaConf.from_cli())
    optimizer = cfg.optimizer([1.0, 2.0])
    train(type(optimizer).__name__, optimizer.parameters, optimizer.lr)


if __name__ == "__main__":
    main()
