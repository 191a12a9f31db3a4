"""A tuple of int and float, with argparse-dataclass, in the words of typing.

python tuple_2.py --pair 1 0.5
"""

from dataclasses import dataclass
from typing import Tuple

from argparse_dataclass import ArgumentParser


@dataclass
class Options:
    """What a training takes."""

    pair: Tuple[int, float] = (0, 0.1)


def train(pair: Tuple[int, float]) -> None:
    """Train."""


if __name__ == "__main__":
    options = ArgumentParser(Options).parse_args()
    train(options.pair)
