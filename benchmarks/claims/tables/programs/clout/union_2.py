"""A union of int and str, with clout, in the words of typing.

python union_2.py --x 2
python union_2.py --x two
"""

from dataclasses import dataclass
from typing import Union

import clout


@dataclass
class Options:
    """What a training takes."""

    x: Union[int, str] = 1


def train(x: Union[int, str]) -> None:
    """Train."""


if __name__ == "__main__":
    options = clout.Command(Options).build()
    train(options.x)
