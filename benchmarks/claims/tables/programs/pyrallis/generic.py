"""A generic dataclass, with pyrallis.

python generic.py --x 2
python generic.py --x two
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

import pyrallis

T = TypeVar("T")


@dataclass
class Options(Generic[T]):
    """What a training takes."""

    x: T


def train(options: Options) -> None:
    """Train."""


if __name__ == "__main__":
    options = pyrallis.parse(config_class=Options[int])
    train(options)
