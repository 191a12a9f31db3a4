"""Help texts from docstrings, with clout.

python docstring.py --help
"""

from dataclasses import dataclass

import clout


@dataclass
class Options:
    """What a training takes."""

    x: int = 1
    """velocity of the training"""


def train(x: int) -> None:
    """Train."""


if __name__ == "__main__":
    options = clout.Command(Options).build()
    train(options.x)
