"""A union of dataclasses, with clout, in the words of typing.

python union_structs_2.py --optim sgd --optim.momentum 0.5
python union_structs_2.py --optim adam --optim.beta 0.5
"""

from dataclasses import dataclass, field
from typing import Union

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

    optim: Union[Adam, Sgd] = field(default_factory=Adam)


def train(optim: Union[Adam, Sgd]) -> None:
    """Train."""


if __name__ == "__main__":
    options = clout.Command(Options).build()
    train(options.optim)
