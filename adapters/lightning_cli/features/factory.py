"""A model's callable that returns an optimizer, configured from the signature of a class.

python factory.py
python factory.py --model.optimizer SGD
python factory.py --model.optimizer SGD --model.optimizer.lr 0.5
python factory.py --model.optimizer Adam --model.optimizer.lrr 0.5
"""

from collections.abc import Callable
from dataclasses import dataclass

from lightning.pytorch import LightningModule
from lightning.pytorch.cli import LightningCLI


class Optimizer:
    """What makes steps."""

    parameters: list[float]
    lr: float


@dataclass
class SGD(Optimizer):
    """Gradient descent."""

    parameters: list[float]
    lr: float = 0.1


@dataclass
class Adam(Optimizer):
    """Adaptive moments."""

    parameters: list[float]
    lr: float = 0.001


class Model(LightningModule):
    """A network."""

    def __init__(
        self, optimizer: Callable[[list[float]], Optimizer] | None = None
    ) -> None:
        super().__init__()
        self.optimizer = optimizer or Adam


def train(kind: str, parameters: list[float], lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, make the optimizer, train."""
    made = LightningCLI(Model, run=False).model.optimizer([1.0, 2.0])
    train(type(made).__name__, made.parameters, made.lr)


if __name__ == "__main__":
    main()
