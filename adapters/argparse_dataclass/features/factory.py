"""A class by name; the library is asked to read its signature.

python factory.py
python factory.py --optimizer SGD
python factory.py --optimizer SGD --lr 0.5
python factory.py --optimizer SGD --lrr 0.5
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types


class SGD:
    """Stand for torch's."""

    def __init__(self, parameters: list[float], lr: float = 0.1) -> None:
        self.parameters, self.lr = parameters, lr


class Adam:
    """Stand for torch's."""

    def __init__(self, parameters: list[float], lr: float = 0.001) -> None:
        self.parameters, self.lr = parameters, lr


KINDS: dict[str, Callable[..., SGD | Adam]] = {"SGD": SGD, "Adam": Adam}


@dataclass
class Choice:
    """What is read first."""

    optimizer: Literal["SGD", "Adam"] = "Adam"


def train(kind: str, parameters: list[float], lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, make the optimizer, train."""
    choice, rest = ArgumentParser(Choice, add_help=False).parse_known_args()
    kind = KINDS[choice.optimizer]
    settings = ArgumentParser(kind).parse_args(rest)
    optimizer = partial(kind, **vars(settings))([1.0, 2.0])
    train(type(optimizer).__name__, optimizer.parameters, optimizer.lr)


if __name__ == "__main__":
    main()
