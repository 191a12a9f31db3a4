"""Choices by Literal, with pyrallis.

python literal.py --x two
python literal.py --x three
"""

from dataclasses import dataclass
from typing import Literal

import pyrallis


@dataclass
class Options:
    """What a training takes."""

    x: Literal["one", "two"] = "one"


def train(x: str) -> None:
    """Train."""


if __name__ == "__main__":
    options = pyrallis.parse(config_class=Options)
    train(options.x)
