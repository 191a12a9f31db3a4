"""A NamedTuple among the parameters of a function, with defopt.

python nested.py --optim 0.5 --x 2
"""

from dataclasses import dataclass
from typing import NamedTuple

import defopt


class Optim(NamedTuple):
    """An optimizer."""

    rate: float = 0.1


@dataclass
class Options:
    """What a training takes."""

    x: int
    optim: Optim


def train(options: Options) -> None:
    """Train."""


def main(*, x: int = 1, optim: Optim = Optim()) -> None:
    """Train with what was typed."""
    train(Options(x, optim))


if __name__ == "__main__":
    defopt.run(main)
