"""A dataclass in a dataclass, with clout.

python nested.py --x 2 optim --rate 0.5
"""

from dataclasses import dataclass, field

import clout


@dataclass
class Optim:
    """An optimizer."""

    rate: float = 0.1


@dataclass
class Options:
    """What a training takes."""

    x: int = 1
    optim: Optim = field(default_factory=Optim)


def train(options: Options) -> None:
    """Train."""


if __name__ == "__main__":
    options = clout.Command(Options).build()
    train(options)
