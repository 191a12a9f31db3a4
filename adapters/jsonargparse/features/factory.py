"""A callable that returns an optimizer, configured from the signature of a class.

python factory.py
python factory.py --optimizer SGD
python factory.py --optimizer SGD --optimizer.lr 0.5
python factory.py --optimizer Adam --optimizer.lrr 0.5
"""

from collections.abc import Callable
from dataclasses import dataclass

from jsonargparse import auto_cli


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


def train(kind: str, parameters: list[float], lr: float) -> None:
    """Stand for the training."""


def main(optimizer: Callable[[list[float]], Optimizer] | None = None) -> None:
    """Make the optimizer that was chosen, or Adam, and train."""
    made = (optimizer or Adam)([1.0, 2.0])
    train(type(made).__name__, made.parameters, made.lr)


if __name__ == "__main__":
    auto_cli(main)
