"""A list of int, with argparse-dataclass, in the words of typing.

python list_2.py --numbers 1 2
"""

from dataclasses import dataclass, field
from typing import List

from argparse_dataclass import ArgumentParser


@dataclass
class Options:
    """What a training takes."""

    numbers: List[int] = field(default_factory=list)


def train(numbers: List[int]) -> None:
    """Train."""


if __name__ == "__main__":
    options = ArgumentParser(Options).parse_args()
    train(options.numbers)
