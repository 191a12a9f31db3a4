"""A class by a converter, and its settings as names and values.

python factory_2.py
python factory_2.py --optimizer SGD
python factory_2.py --optimizer SGD --settings lr 0.5
python factory_2.py --optimizer SGD --settings lrr 0.5
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types


class SGD:
    """Stand for torch's."""

    def __init__(self, parameters: list[float], lr: float = 0.1) -> None:
        self.parameters, self.lr = parameters, lr


class Adam:
    """Stand for torch's."""

    def __init__(self, parameters: list[float], lr: float = 0.001) -> None:
        self.parameters, self.lr = parameters, lr


KINDS = {"SGD": SGD, "Adam": Adam}


@dataclass
class Options:
    """What a run is told."""

    optimizer: Callable[..., Any] = field(
        default=Adam, metadata={"type": KINDS.__getitem__}
    )
    settings: list[str] = field(default_factory=list, metadata={"nargs": 2})


def train(kind: str, parameters: list[float], lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, make the optimizer, train."""
    options = ArgumentParser(Options).parse_args()
    names, values = options.settings[::2], options.settings[1::2]
    make = partial(options.optimizer, **dict(zip(names, values, strict=True)))
    optimizer = make([1.0, 2.0])
    train(type(optimizer).__name__, optimizer.parameters, optimizer.lr)


if __name__ == "__main__":
    main()
