"""Choices by Literal, with simple-parsing.

python literal.py --x two
python literal.py --x three
"""

from dataclasses import dataclass
from typing import Literal

import simple_parsing


@dataclass
class Options:
    """What a training takes."""

    x: Literal["one", "two"] = "one"


def train(x: str) -> None:
    """Train."""


if __name__ == "__main__":
    options = simple_parsing.parse(Options)
    train(options.x)
