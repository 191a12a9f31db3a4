"""A dataclass made from a signature is a partial of its class.

python factory.py
python factory.py --optimizer SGD
python factory.py --optimizer SGD --lr 0.5
python factory.py --optimizer SGD --lrr 0.5
"""

from dataclasses import dataclass
from typing import Any

from simple_parsing import config_for, parse
from simple_parsing.helpers.subgroups import subgroups


class SGD:
    """Stand for the optimizer of torch."""

    def __init__(self, parameters: list[float], lr: float = 0.1) -> None:
        """Keep what is given."""
        self.parameters, self.lr = parameters, lr


class Adam:
    """Stand for the optimizer of torch."""

    def __init__(self, parameters: list[float], lr: float = 0.001) -> None:
        """Keep what is given."""
        self.parameters, self.lr = parameters, lr


OPTIMIZERS: dict[str, Any] = {
    kind.__name__: config_for(kind, ignore_args="parameters") for kind in (SGD, Adam)
}


@dataclass
class Config:
    """All settings of a run."""

    optimizer: Any = subgroups(OPTIMIZERS, default="Adam")


def train(kind: str, parameters: list[float], lr: float) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    made = parse(Config).optimizer([1.0, 2.0])
    train(type(made).__name__, made.parameters, made.lr)
