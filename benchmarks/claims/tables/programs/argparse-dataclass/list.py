"""A list of int, with argparse-dataclass.

python list.py --numbers 1 2
"""

from dataclasses import dataclass, field

from argparse_dataclass import ArgumentParser


@dataclass
class Options:
    """What a training takes."""

    numbers: list[int] = field(default_factory=list)


def train(numbers: list[int]) -> None:
    """Train."""


if __name__ == "__main__":
    options = ArgumentParser(Options).parse_args()
    train(options.numbers)
