"""A list of int, with clout.

python list.py --numbers 1 --numbers 2
"""

from dataclasses import dataclass, field

import clout


@dataclass
class Options:
    """What a training takes."""

    numbers: list[int] = field(default_factory=list)


def train(numbers: list[int]) -> None:
    """Train."""


if __name__ == "__main__":
    options = clout.Command(Options).build()
    train(options.numbers)
