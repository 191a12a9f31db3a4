"""A list of int, with yahp.

python list.py --numbers 1 2
"""

from dataclasses import dataclass

import yahp as hp


@dataclass
class Options(hp.Hparams):
    """What a training takes."""

    numbers: list[int] = hp.optional("One value.", default_factory=list)


def train(numbers: list[int]) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options.create()
    train(options.numbers)
