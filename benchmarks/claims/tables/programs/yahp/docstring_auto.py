"""Help from the docstring of another class, with yahp.

python docstring_auto.py --help
"""

from dataclasses import dataclass

import yahp as hp


class Model:
    """A model.

    Args:
        x (int): velocity of the training
    """

    def __init__(self, x: int = 1) -> None:
        self.x = x


@dataclass
class Options(hp.Hparams):
    """What a training takes."""

    x: int = hp.auto(Model, "x")


def train(x: int) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options.create()
    train(options.x)
