"""Choices by Literal, with clout.

python literal.py --x two
python literal.py --x three
"""

from dataclasses import dataclass
from typing import Literal

import clout


@dataclass
class Options:
    """What a training takes."""

    x: Literal["one", "two"] = "one"


def train(x: str) -> None:
    """Train."""


if __name__ == "__main__":
    options = clout.Command(Options).build()
    train(options.x)
