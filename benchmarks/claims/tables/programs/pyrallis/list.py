"""A list of int, with pyrallis.

python list.py --numbers '[1, 2]'
"""

from dataclasses import dataclass, field

import pyrallis


@dataclass
class Options:
    """What a training takes."""

    numbers: list[int] = field(default_factory=list)


def train(numbers: list[int]) -> None:
    """Train."""


if __name__ == "__main__":
    options = pyrallis.parse(config_class=Options)
    train(options.numbers)
