"""A Literal of int and str, with simple-parsing.

python literal_mixed.py --x 5
python literal_mixed.py --x five
"""

from dataclasses import dataclass
from typing import Literal

import simple_parsing


@dataclass
class Options:
    """What a training takes."""

    x: Literal[5, "five"] = 5


def train(x: int | str) -> None:
    """Train."""


if __name__ == "__main__":
    options = simple_parsing.parse(Options)
    train(options.x)
