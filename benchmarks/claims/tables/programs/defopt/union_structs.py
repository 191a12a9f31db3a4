"""A union of dataclasses, with defopt.

python union_structs.py --optim sgd --optim.momentum 0.5
python union_structs.py --optim adam --optim.beta 0.5
"""

from dataclasses import dataclass

import defopt


@dataclass
class Adam:
    """One optimizer."""

    beta: float = 0.9


@dataclass
class Sgd:
    """The other."""

    momentum: float = 0.1


def train(*, optim: Adam | Sgd = Adam()) -> None:
    """Train."""


if __name__ == "__main__":
    defopt.run(train)
