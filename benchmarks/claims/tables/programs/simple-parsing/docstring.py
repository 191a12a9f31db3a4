"""Help texts from docstrings, with simple-parsing.

python docstring.py --help
"""

from dataclasses import dataclass

import simple_parsing


@dataclass
class Options:
    """What a training takes."""

    x: int = 1
    """velocity of the training"""


def train(x: int) -> None:
    """Train."""


if __name__ == "__main__":
    options = simple_parsing.parse(Options)
    train(options.x)
