"""Help texts from docstrings, with argparse-dataclass.

python docstring.py --help
"""

from dataclasses import dataclass

from argparse_dataclass import ArgumentParser


@dataclass
class Options:
    """What a training takes."""

    x: int = 1
    """velocity of the training"""


def train(x: int) -> None:
    """Train."""


if __name__ == "__main__":
    options = ArgumentParser(Options).parse_args()
    train(options.x)
