"""A union of int and str, with yahp.

python union.py --x 2
python union.py --x two
"""

from dataclasses import dataclass

import yahp as hp


@dataclass
class Options(hp.Hparams):
    """What a training takes."""

    x: int | str = hp.optional("One value.", default=1)


def train(x: int | str) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options.create()
    train(options.x)
