"""A class is chosen by its name, and whatever flags there are go to it when it is called.

python factory.py
python factory.py --optimizer=SGD
python factory.py --optimizer=SGD --lr=0.5
python factory.py --optimizer=SGD --lrr=0.5
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import fire  # type: ignore[import-untyped]  # it ships no types


class SGD:
    """Stand for torch's."""

    def __init__(self, parameters: list[float], lr: float = 0.1) -> None:
        self.parameters, self.lr = parameters, lr


class Adam:
    """Stand for torch's."""

    def __init__(self, parameters: list[float], lr: float = 0.001) -> None:
        self.parameters, self.lr = parameters, lr


OPTIMIZERS = {"SGD": SGD, "Adam": Adam}


def train(kind: str, parameters: list[float], lr: float) -> None:
    """Stand for the training."""


@fire.decorators.SetParseFn(OPTIMIZERS.__getitem__, "optimizer")  # type: ignore[untyped-decorator]
def main(*, optimizer: Callable[..., SGD | Adam] = Adam, **settings: Any) -> None:
    """Make the optimizer, train."""
    factory = partial(optimizer, **settings)
    made = factory([1.0, 2.0])
    train(type(made).__name__, made.parameters, made.lr)


if __name__ == "__main__":
    fire.Fire(main)
