"""A tuple of int and float, with yahp.

python tuple.py --pair 1 0.5
"""

from dataclasses import dataclass

import yahp as hp


@dataclass
class Options(hp.Hparams):
    """What a training takes."""

    pair: tuple[int, float] = hp.optional("One value.", default=(0, 0.1))


def train(pair: tuple[int, float]) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options.create()
    train(options.pair)
