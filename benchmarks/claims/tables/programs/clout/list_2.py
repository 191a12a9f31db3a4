"""A list of int, with clout, in the words of typing.

python list_2.py --numbers 1 --numbers 2
"""

from dataclasses import dataclass, field
from typing import List

import clout


@dataclass
class Options:
    """What a training takes."""

    numbers: List[int] = field(default_factory=list)


def train(numbers: List[int]) -> None:
    """Train."""


if __name__ == "__main__":
    options = clout.Command(Options).build()
    train(options.numbers)
