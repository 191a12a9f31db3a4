"""A tuple of int and float, with simple-parsing.

python tuple.py --pair 1 0.5
"""

from dataclasses import dataclass

import simple_parsing


@dataclass
class Options:
    """What a training takes."""

    pair: tuple[int, float] = (0, 0.1)


def train(pair: tuple[int, float]) -> None:
    """Train."""


if __name__ == "__main__":
    options = simple_parsing.parse(Options)
    train(options.pair)
