"""A union of int and str, with yahp, in the words of typing.

python union_2.py --x 2
python union_2.py --x two
"""

from dataclasses import dataclass
from typing import Union

import yahp as hp


@dataclass
class Options(hp.Hparams):
    """What a training takes."""

    x: Union[int, str] = hp.optional("One value.", default=1)


def train(x: Union[int, str]) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options.create()
    train(options.x)
