"""A generic dataclass, with defopt.

python generic.py --x 2
python generic.py --x two
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

import defopt

T = TypeVar("T")


@dataclass
class Options(Generic[T]):
    """What a training takes."""

    x: T


def train(*, options: Options[int]) -> None:
    """Train."""


if __name__ == "__main__":
    defopt.run(train)
