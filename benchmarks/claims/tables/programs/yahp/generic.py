"""A generic dataclass, with yahp.

python generic.py --x 2
python generic.py --x two
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

import yahp as hp

T = TypeVar("T")


@dataclass
class Options(hp.Hparams, Generic[T]):
    """What a training takes."""

    x: T = hp.required("One value.")


def train(options: Options) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options[int].create()
    train(options)
