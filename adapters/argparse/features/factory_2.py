"""A class by name, and its settings as names and values.

python factory_2.py
python factory_2.py --optimizer SGD
python factory_2.py --optimizer SGD --set lr 0.5
python factory_2.py --optimizer SGD --set lrr 0.5
"""

import argparse
from collections.abc import Callable
from functools import partial


class SGD:
    """Stand for torch's."""

    def __init__(self, parameters: list[float], lr: float = 0.1) -> None:
        self.parameters, self.lr = parameters, lr


class Adam:
    """Stand for torch's."""

    def __init__(self, parameters: list[float], lr: float = 0.001) -> None:
        self.parameters, self.lr = parameters, lr


KINDS: dict[str, Callable[..., SGD | Adam]] = {"SGD": SGD, "Adam": Adam}


def train(kind: str, parameters: list[float], lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, make the optimizer, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--optimizer", choices=KINDS, default="Adam")
    parser.add_argument("--set", nargs=2, action="append", default=[])
    args = parser.parse_args()
    make = partial(KINDS[args.optimizer], **dict(args.set))
    optimizer = make([1.0, 2.0])
    train(type(optimizer).__name__, optimizer.parameters, optimizer.lr)


if __name__ == "__main__":
    main()
