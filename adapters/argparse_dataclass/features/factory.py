"""A class by name, and its settings as JSON, which Python binds to its signature.

python factory.py
python factory.py --optimizer SGD
python factory.py --optimizer SGD --settings '{"lr": 0.5}'
python factory.py --optimizer SGD --settings '{"lrr": 0.5}'
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal

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
class Options:
    """What a run is told."""

    optimizer: Literal["SGD", "Adam"] = "Adam"
    # https://github.com/mivade/argparse_dataclass#examples
    settings: dict[str, Any] = field(
        default_factory=dict, metadata={"type": json.loads}
    )


def train(kind: str, parameters: list[float], lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, make the optimizer, train."""
    options = ArgumentParser(Options).parse_args()
    make = partial(KINDS[options.optimizer], **options.settings)
    made = make([1.0, 2.0])
    train(type(made).__name__, made.parameters, made.lr)


if __name__ == "__main__":
    main()
