"""A class is a section, whose entries are its settings.

python factory.py
python factory.py '[SGD]'
python factory.py '[SGD]' lr=0.5
python factory.py '[SGD]' lrr=0.5
"""

import configparser
import sys
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
    """Read the words, make the optimizer, train."""
    config = configparser.ConfigParser()
    config.read_file(sys.argv[1:] or ["[Adam]"])
    for kind in config.sections():
        make = partial(KINDS[kind], **config[kind])
        optimizer = make([1.0, 2.0])
        train(type(optimizer).__name__, optimizer.parameters, optimizer.lr)


if __name__ == "__main__":
    main()
