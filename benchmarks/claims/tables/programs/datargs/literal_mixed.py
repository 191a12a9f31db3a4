"""A Literal of int and str, with datargs.

python literal_mixed.py --x 5
python literal_mixed.py --x five
"""

from dataclasses import dataclass
from typing import Literal

from datargs import parse


@dataclass
class Options:
    """What a training takes."""

    x: Literal[5, "five"] = 5


def train(x: int | str) -> None:
    """Train."""


if __name__ == "__main__":
    options = parse(Options)
    train(options.x)
