"""Help texts from docstrings, with yahp.

python docstring.py --help
"""

from dataclasses import dataclass

import yahp as hp


@dataclass
class Options(hp.Hparams):
    """What a training takes."""

    x: int = hp.optional("One value.", default=1)
    """velocity of the training"""


def train(x: int) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options.create()
    train(options.x)
