"""A Literal of int and str, with simple-parsing's parser.

python literal_mixed_2.py --x 5
python literal_mixed_2.py --x five
"""

from dataclasses import dataclass
from typing import Literal

from simple_parsing import ArgumentParser


@dataclass
class Options:
    """What a training takes."""

    x: Literal[5, "five"] = 5


def train(x: int | str) -> None:
    """Train."""


if __name__ == "__main__":
    parser = ArgumentParser()
    parser.add_arguments(Options, dest="options")
    options = parser.parse_args().options
    train(options.x)
