"""A list of int, with simple-parsing.

python list.py --numbers 1 2
"""

from dataclasses import dataclass, field

import simple_parsing


@dataclass
class Options:
    """What a training takes."""

    numbers: list[int] = field(default_factory=list)


def train(numbers: list[int]) -> None:
    """Train."""


if __name__ == "__main__":
    options = simple_parsing.parse(Options)
    train(options.numbers)
