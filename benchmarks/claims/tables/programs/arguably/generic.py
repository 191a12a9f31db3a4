"""A generic dataclass, with arguably.

python generic.py --x 2
python generic.py --x two
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

import arguably

T = TypeVar("T")


@dataclass
class Options(Generic[T]):
    """What a training takes."""

    x: T


@arguably.command
def train(*, options: Options[int]) -> None:
    """Train."""


if __name__ == "__main__":
    arguably.run()
