"""A union of int and str, with argparse-dataclass, in the words of typing.

python union_2.py --x 2
python union_2.py --x two
"""

from dataclasses import dataclass
from typing import Union

from argparse_dataclass import ArgumentParser


@dataclass
class Options:
    """What a training takes."""

    x: Union[int, str] = 1


def train(x: Union[int, str]) -> None:
    """Train."""


if __name__ == "__main__":
    options = ArgumentParser(Options).parse_args()
    train(options.x)
