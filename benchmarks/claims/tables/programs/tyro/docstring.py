"""Help texts from docstrings, with tyro.

python docstring.py --help
"""

from dataclasses import dataclass

import tyro


@dataclass
class Options:
    """What a training takes."""

    x: int = 1
    """velocity of the training"""


def train(x: int) -> None:
    """Train."""


if __name__ == "__main__":
    options = tyro.cli(Options)
    train(options.x)
