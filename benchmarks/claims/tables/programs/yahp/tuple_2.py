"""A tuple of any length, with yahp.

python tuple_2.py --pair 1 0.5
"""

from dataclasses import dataclass
from typing import Tuple

import yahp as hp


@dataclass
class Options(hp.Hparams):
    """What a training takes."""

    pair: Tuple[float, ...] = hp.optional("Two values.", default=(0.0, 0.1))


def train(pair: Tuple[float, ...]) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options.create()
    train(options.pair)
