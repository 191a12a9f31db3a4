"""A list of int, with tyro.

python list.py --numbers 1 2
"""

from dataclasses import dataclass, field

import tyro


@dataclass
class Options:
    """What a training takes."""

    numbers: list[int] = field(default_factory=list)


def train(numbers: list[int]) -> None:
    """Train."""


if __name__ == "__main__":
    options = tyro.cli(Options)
    train(options.numbers)
