"""A union of int and str, with clout.

python union.py --x 2
python union.py --x two
"""

from dataclasses import dataclass

import clout


@dataclass
class Options:
    """What a training takes."""

    x: int | str = 1


def train(x: int | str) -> None:
    """Train."""


if __name__ == "__main__":
    options = clout.Command(Options).build()
    train(options.x)
