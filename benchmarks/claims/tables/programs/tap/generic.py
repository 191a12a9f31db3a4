"""A generic dataclass, with Tap.

python generic.py --x 2
python generic.py --x two
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

from tap import tapify

T = TypeVar("T")


@dataclass
class Options(Generic[T]):
    """What a training takes."""

    x: T


def train(options: Options) -> None:
    """Train."""


if __name__ == "__main__":
    options = tapify(Options[int])
    train(options)
