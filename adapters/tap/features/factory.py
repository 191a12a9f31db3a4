"""An optimizer is configured now, and made when the parameters of the network are there.

python factory.py
python factory.py --optimizer SGD
python factory.py --optimizer SGD --lr 0.5
python factory.py --optimizer SGD --lrr 0.5
"""

from collections.abc import Callable
from functools import partial
from typing import Literal

from tap import Tap, to_tap_class


def train(kind: str, parameters: list[float], lr: float) -> None:
    """Stand for the training."""


class SGD:
    """Stochastic gradient descent."""

    def __init__(self, parameters: list[float], lr: float = 0.1) -> None:
        self.parameters = parameters
        self.lr = lr


class Adam:
    """Adaptive moments."""

    def __init__(self, parameters: list[float], lr: float = 0.001) -> None:
        self.parameters = parameters
        self.lr = lr


OPTIMIZERS: dict[str, Callable[..., SGD | Adam]] = {"SGD": SGD, "Adam": Adam}


class Choice(Tap):
    """Choose an optimizer."""

    optimizer: Literal["SGD", "Adam"] = "Adam"


def main() -> None:
    """Read the command line, make an optimizer, train."""
    choice = Choice().parse_args(known_only=True)
    kind = OPTIMIZERS[choice.optimizer]
    # All arguments of the class but the first.
    settings = to_tap_class(partial(kind, []))().parse_args(choice.extra_args)
    factory = partial(kind, **settings.as_dict())

    optimizer = factory([1.0, 2.0])
    train(type(optimizer).__name__, optimizer.parameters, optimizer.lr)


if __name__ == "__main__":
    main()
