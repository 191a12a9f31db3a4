"""A union of dataclasses, with clout.

python union_structs.py --optim sgd --optim.momentum 0.5
python union_structs.py --optim adam --optim.beta 0.5
"""

from dataclasses import dataclass, field

import clout


@dataclass
class Adam:
    """One optimizer."""

    beta: float = 0.9


@dataclass
class Sgd:
    """The other."""

    momentum: float = 0.1


@dataclass
class Options:
    """What a training takes."""

    optim: Adam | Sgd = field(default_factory=Adam)


def train(optim: Adam | Sgd) -> None:
    """Train."""


if __name__ == "__main__":
    options = clout.Command(Options).build()
    train(options.optim)
