"""A tuple of int and float, with clout.

python tuple.py --pair 1 0.5
"""

from dataclasses import dataclass

import clout


@dataclass
class Options:
    """What a training takes."""

    pair: tuple[int, float] = (0, 0.1)


def train(pair: tuple[int, float]) -> None:
    """Train."""


if __name__ == "__main__":
    options = clout.Command(Options).build()
    train(options.pair)
