"""A union of int and str, with argparse-dataclass.

python union.py --x 2
python union.py --x two
"""

from dataclasses import dataclass

from argparse_dataclass import ArgumentParser


@dataclass
class Options:
    """What a training takes."""

    x: int | str = 1


def train(x: int | str) -> None:
    """Train."""


if __name__ == "__main__":
    options = ArgumentParser(Options).parse_args()
    train(options.x)
