"""A union of Hparams, with yahp.

python union_structs_2.py --optim.momentum 0.5
python union_structs_2.py --optim.beta 0.5
"""

from dataclasses import dataclass
from typing import Union

import yahp as hp


@dataclass
class Adam(hp.Hparams):
    """One optimizer."""

    beta: float = hp.optional("One value.", default=0.9)


@dataclass
class Sgd(hp.Hparams):
    """The other."""

    momentum: float = hp.optional("One value.", default=0.1)


@dataclass
class Options(hp.Hparams):
    """What a training takes."""

    optim: Union[Adam, Sgd] = hp.optional("The optimizer.", default_factory=Adam)


def train(optim: Union[Adam, Sgd]) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options.create()
    train(options.optim)
