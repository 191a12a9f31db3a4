"""A tuple of int and float, with clout, in the words of typing.

python tuple_2.py --pair 1 0.5
"""

from dataclasses import dataclass
from typing import Tuple

import clout


@dataclass
class Options:
    """What a training takes."""

    pair: Tuple[int, float] = (0, 0.1)


def train(pair: Tuple[int, float]) -> None:
    """Train."""


if __name__ == "__main__":
    options = clout.Command(Options).build()
    train(options.pair)
