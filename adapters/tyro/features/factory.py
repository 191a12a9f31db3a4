"""An optimizer is configured now, and made when the parameters of the network are there.

python factory.py
python factory.py SGD
python factory.py SGD --lr 0.5
python factory.py SGD --lrr 0.5
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Annotated, Any

import tyro


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


Optimizer = SGD | Adam
Factory = Callable[[list[float]], Optimizer]


def later(made: type[Optimizer]) -> Callable[..., Factory]:
    """Return what takes all arguments but the first, and a factory for the first."""

    @wraps(partial(made, []))
    def configure(**settings: Any) -> Factory:
        return partial(made, **settings)

    return configure


Choice = (
    Annotated[
        Any, tyro.conf.subcommand("Adam", constructor=later(Adam), is_default=True)
    ]
    | Annotated[Any, tyro.conf.subcommand("SGD", constructor=later(SGD))]
)


def main() -> None:
    """Read the command line, make an optimizer, train."""
    factory: Factory = tyro.cli(Choice)
    optimizer = factory([1.0, 2.0])
    train(type(optimizer).__name__, optimizer.parameters, optimizer.lr)


if __name__ == "__main__":
    main()
