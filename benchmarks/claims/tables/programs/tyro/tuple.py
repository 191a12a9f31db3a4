"""A tuple of int and float, with tyro.

python tuple.py --pair 1 0.5
"""

from dataclasses import dataclass

import tyro


@dataclass
class Options:
    """What a training takes."""

    pair: tuple[int, float] = (0, 0.1)


def train(pair: tuple[int, float]) -> None:
    """Train."""


if __name__ == "__main__":
    options = tyro.cli(Options)
    train(options.pair)
