"""Help texts from docstrings, with dataclass-cli.

python docstring.py --help
"""

from dataclasses import dataclass

import dataclass_cli


@dataclass_cli.add
@dataclass
class Options:
    """What a training takes."""

    x: int = 1
    """velocity of the training"""


def train(x: int) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options()
    train(options.x)
