"""A generic dataclass, with dataclass-cli.

python generic.py --options_x 2
python generic.py --options_x two
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

import dataclass_cli

T = TypeVar("T")


@dataclass_cli.add
@dataclass
class Options(Generic[T]):
    """What a training takes."""

    x: T


def train(options: Options) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options[int]()
    train(options)
