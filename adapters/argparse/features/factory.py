"""A class is chosen first; its signature says which options there are.

python factory.py
python factory.py --optimizer SGD
python factory.py --optimizer SGD --lr 0.5
python factory.py --optimizer SGD --lrr 0.5
"""

import argparse
import inspect
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
    kinds = argparse.ArgumentParser(add_help=False)
    kinds.add_argument("--optimizer", choices=KINDS, default="Adam")
    chosen, _ = kinds.parse_known_args()
    kind = KINDS[chosen.optimizer]

    parser = argparse.ArgumentParser(parents=[kinds])
    # https://docs.python.org/3/library/inspect.html#inspect.signature
    for name, each in inspect.signature(kind).parameters.items():
        if each.default is not each.empty:
            parser.add_argument(f"--{name}", type=each.annotation, default=each.default)
    settings = vars(parser.parse_args())
    del settings["optimizer"]
    optimizer = partial(kind, **settings)([1.0, 2.0])
    train(type(optimizer).__name__, optimizer.parameters, optimizer.lr)


if __name__ == "__main__":
    main()
