"""Choices by Literal, with argparse-dataclass.

python literal.py --x two
python literal.py --x three
"""

from dataclasses import dataclass
from typing import Literal

from argparse_dataclass import ArgumentParser


@dataclass
class Options:
    """What a training takes."""

    x: Literal["one", "two"] = "one"


def train(x: str) -> None:
    """Train."""


if __name__ == "__main__":
    options = ArgumentParser(Options).parse_args()
    train(options.x)
