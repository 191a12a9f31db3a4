"""Help texts from docstrings, with datargs.

python docstring.py --help
"""

from dataclasses import dataclass

from datargs import parse


@dataclass
class Options:
    """What a training takes."""

    x: int = 1
    """velocity of the training"""


def train(x: int) -> None:
    """Train."""


if __name__ == "__main__":
    options = parse(Options)
    train(options.x)
