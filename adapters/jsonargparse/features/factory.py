"""A callable that returns an optimizer, configured from the signature of a class.

python factory.py
python factory.py --optimizer SGD
python factory.py --optimizer SGD --optimizer.lr 0.5
python factory.py --optimizer.lrr 0.5
"""

from collections.abc import Callable

from jsonargparse import auto_cli


class Optimizer:
    """What makes steps."""

    def __init__(self, parameters: list[float], lr: float) -> None:
        self.parameters = parameters
        self.lr = lr


class SGD(Optimizer):
    """Gradient descent."""

    def __init__(self, parameters: list[float], lr: float = 0.1) -> None:
        super().__init__(parameters, lr)


class Adam(Optimizer):
    """Adaptive moments."""

    def __init__(self, parameters: list[float], lr: float = 0.001) -> None:
        super().__init__(parameters, lr)


def train(kind: str, parameters: list[float], lr: float) -> None:
    """Stand for the training."""


def main(optimizer: Callable[[list[float]], Optimizer] = Adam) -> None:
    """Make the optimizer, train."""
    made = optimizer([1.0, 2.0])
    train(type(made).__name__, made.parameters, made.lr)


if __name__ == "__main__":
    auto_cli(main)
