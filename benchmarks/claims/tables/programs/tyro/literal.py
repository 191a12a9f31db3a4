"""Choices by Literal, with tyro.

python literal.py --x two
python literal.py --x three
"""

from dataclasses import dataclass
from typing import Literal

import tyro


@dataclass
class Options:
    """What a training takes."""

    x: Literal["one", "two"] = "one"


def train(x: str) -> None:
    """Train."""


if __name__ == "__main__":
    options = tyro.cli(Options)
    train(options.x)
