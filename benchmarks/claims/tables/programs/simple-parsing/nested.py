"""A dataclass in a dataclass, with simple-parsing.

python nested.py --rate 0.5 --x 2
"""

from dataclasses import dataclass, field

import simple_parsing


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
    options = simple_parsing.parse(Options)
    train(options)
