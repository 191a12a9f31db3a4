"""Choices by Literal, with yahp.

python literal.py --x two
python literal.py --x three
"""

from dataclasses import dataclass
from typing import Literal

import yahp as hp


@dataclass
class Options(hp.Hparams):
    """What a training takes."""

    x: Literal["one", "two"] = hp.optional("One value.", default="one")


def train(x: str) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options.create()
    train(options.x)
