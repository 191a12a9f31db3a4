"""A generic dataclass, with simple-parsing.

python generic.py --x 2
python generic.py --x two
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

import simple_parsing

T = TypeVar("T")


@dataclass
class Options(Generic[T]):
    """What a training takes."""

    x: T


def train(options: Options) -> None:
    """Train."""


if __name__ == "__main__":
    options = simple_parsing.parse(Options[int])
    train(options)
