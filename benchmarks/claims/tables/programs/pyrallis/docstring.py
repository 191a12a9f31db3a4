"""Help texts from docstrings, with pyrallis.

python docstring.py --help
"""

from dataclasses import dataclass

import pyrallis


@dataclass
class Options:
    """What a training takes."""

    x: int = 1
    """velocity of the training"""


def train(x: int) -> None:
    """Train."""


if __name__ == "__main__":
    options = pyrallis.parse(config_class=Options)
    train(options.x)
