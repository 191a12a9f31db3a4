"""The fields of a dataclass, with yahp.

python dataclass.py --x 2 --rate 0.5
python dataclass.py --x two
"""

from dataclasses import dataclass

import yahp as hp


@dataclass
class Options(hp.Hparams):
    """What a training takes."""

    x: int = hp.optional("One value.", default=1)
    rate: float = hp.optional("One value.", default=0.1)


def train(options: Options) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options.create()
    train(options)
