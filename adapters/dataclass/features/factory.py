"""A field of the config is a callable: a class, with the flags that its signature gives.

python factory.py
python factory.py --optimizer SGD
python factory.py --optimizer SGD --lr 0.5
python factory.py --lrr 0.5
"""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from inspect import signature


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
    """Read which class it is, then its arguments, train."""
    parser = argparse.ArgumentParser(allow_abbrev=False)
    parser.add_argument("--optimizer", choices=KINDS, default="Adam")
    kind = KINDS[parser.parse_known_args()[0].optimizer]
    for name, each in signature(kind).parameters.items():
        if each.default is not each.empty:
            parser.add_argument(f"--{name}", type=each.annotation, default=each.default)
    args = vars(parser.parse_args())
    del args["optimizer"]
    config = Config(partial(kind, **args))
    made = config.optimizer([1.0, 2.0])
    train(type(made).__name__, made.parameters, made.lr)


if __name__ == "__main__":
    main()
