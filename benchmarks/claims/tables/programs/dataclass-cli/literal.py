"""Choices by Literal, with dataclass-cli.

python literal.py --options_x two
python literal.py --options_x three
"""

from dataclasses import dataclass
from typing import Literal

import dataclass_cli


@dataclass_cli.add
@dataclass
class Options:
    """What a training takes."""

    x: Literal["one", "two"] = "one"


def train(x: str) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options()
    train(options.x)
