"""A class by name and its arguments as JSON, like lr_scheduler_kwargs, become a callable.

python factory.py
python factory.py --optimizer SGD
python factory.py --optimizer SGD --optimizer_kwargs '{"lr": 0.5}'
python factory.py --optimizer_kwargs '{"lrr": 0.5}'
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from transformers import HfArgumentParser


class SGD:
    """Stand for torch's."""

    def __init__(self, parameters: list[float], lr: float = 0.1) -> None:
        self.parameters, self.lr = parameters, lr


class Adam:
    """Stand for torch's."""

    def __init__(self, parameters: list[float], lr: float = 0.001) -> None:
        self.parameters, self.lr = parameters, lr


@dataclass
class Settings:
    """The settings."""

    optimizer: Literal["SGD", "Adam"] = "Adam"
    optimizer_kwargs: str = field(default="{}", metadata={"help": "as JSON"})
    make: Callable[[list[float]], SGD | Adam] = field(init=False)

    def __post_init__(self) -> None:
        """Make the callable, with the arguments that are there."""
        kinds: dict[str, type[SGD | Adam]] = {"SGD": SGD, "Adam": Adam}
        self.make = partial(kinds[self.optimizer], **json.loads(self.optimizer_kwargs))


def train(kind: str, parameters: list[float], lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = HfArgumentParser(Settings)  # type: ignore[arg-type]
    (settings,) = parser.parse_args_into_dataclasses()
    made = settings.make([1.0, 2.0])
    train(type(made).__name__, made.parameters, made.lr)


if __name__ == "__main__":
    main()
