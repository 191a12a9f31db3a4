"""A class by name, and its settings as JSON, which Python binds to its signature.

python factory.py
python factory.py --optimizer SGD
python factory.py --optimizer SGD --settings '{"lr": 0.5}'
python factory.py --optimizer SGD --settings '{"lrr": 0.5}'
"""

import argparse
import json
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
    # https://docs.python.org/3/library/argparse.html#type
    parser.add_argument("--settings", type=json.loads, default={})
    args = parser.parse_args()
    make = partial(KINDS[args.optimizer], **args.settings)
    made = make([1.0, 2.0])
    train(type(made).__name__, made.parameters, made.lr)


if __name__ == "__main__":
    main()
