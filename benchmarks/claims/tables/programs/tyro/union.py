"""A union of int and str, with tyro.

python union.py --x 2
python union.py --x two
"""

from dataclasses import dataclass

import tyro


@dataclass
class Options:
    """What a training takes."""

    x: int | str = 1


def train(x: int | str) -> None:
    """Train."""


if __name__ == "__main__":
    options = tyro.cli(Options)
    train(options.x)
