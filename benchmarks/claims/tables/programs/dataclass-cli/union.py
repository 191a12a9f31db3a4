"""A union of int and str, with dataclass-cli.

python union.py --options_x 2
python union.py --options_x two
"""

from dataclasses import dataclass

import dataclass_cli


@dataclass_cli.add
@dataclass
class Options:
    """What a training takes."""

    x: int | str = 1


def train(x: int | str) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options()
    train(options.x)
