"""A union of dataclasses, with simple-parsing.

python union_structs.py sgd --momentum 0.5
python union_structs.py adam --beta 0.5
"""

from dataclasses import dataclass, field

import simple_parsing


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
    options = simple_parsing.parse(Options)
    train(options.optim)
