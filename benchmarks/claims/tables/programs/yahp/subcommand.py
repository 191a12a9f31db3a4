"""A choice of classes by a registry, with yahp.

python subcommand.py --optim sgd --optim.sgd.momentum 0.5
"""

from abc import ABC
from dataclasses import dataclass

import yahp as hp


class Optim(hp.Hparams, ABC):
    """An optimizer."""


@dataclass
class Adam(Optim):
    """One optimizer."""

    beta: float = hp.optional("One value.", default=0.9)


@dataclass
class Sgd(Optim):
    """The other."""

    momentum: float = hp.optional("One value.", default=0.1)


@dataclass
class Options(hp.Hparams):
    """What a training takes."""

    hparams_registry = {"optim": {"adam": Adam, "sgd": Sgd}}

    optim: Optim = hp.required("The optimizer.")


def train(momentum: float) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options.create()
    train(options.optim.momentum)
