"""A field of the config is a callable: a class and its settings, which Python binds to it.

python factory.py
python factory.py --optimizer SGD
python factory.py --optimizer SGD --settings '{"lr": 0.5}'
python factory.py --optimizer SGD --settings '{"lrr": 0.5}'
"""

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial


class SGD:
    """Stand for torch's."""

    def __init__(self, parameters: list[float], lr: float = 0.1) -> None:
        self.parameters, self.lr = parameters, lr


class Adam:
    """Stand for torch's."""

    def __init__(self, parameters: list[float], lr: float = 0.001) -> None:
        self.parameters, self.lr = parameters, lr


KINDS: dict[str, type[SGD | Adam]] = {"SGD": SGD, "Adam": Adam}


@dataclass
class Config:
    """The config."""

    optimizer: Callable[[list[float]], SGD | Adam] = Adam


def train(kind: str, parameters: list[float], lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read which class it is, and its settings, train."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--optimizer", choices=KINDS, default="Adam")
    # https://docs.python.org/3/library/argparse.html#type
    parser.add_argument("--settings", type=json.loads, default={})
    args = parser.parse_args()
    config = Config(partial(KINDS[args.optimizer], **args.settings))
    made = config.optimizer([1.0, 2.0])
    train(type(made).__name__, made.parameters, made.lr)


if __name__ == "__main__":
    main()
