"""Hparams in Hparams, with yahp.

python nested.py --optim.rate 0.5 --x 2
"""

from dataclasses import dataclass

import yahp as hp


@dataclass
class Optim(hp.Hparams):
    """An optimizer."""

    rate: float = hp.optional("One value.", default=0.1)


@dataclass
class Options(hp.Hparams):
    """What a training takes."""

    x: int = hp.optional("One value.", default=1)
    optim: Optim = hp.optional("The optimizer.", default_factory=Optim)


def train(options: Options) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options.create()
    train(options)
