"""A union of int and str, with pyrallis, in the words of typing.

python union_2.py --x 2
python union_2.py --x two
"""

from dataclasses import dataclass
from typing import Union

import pyrallis


@dataclass
class Options:
    """What a training takes."""

    x: Union[int, str] = 1


def train(x: Union[int, str]) -> None:
    """Train."""


if __name__ == "__main__":
    options = pyrallis.parse(config_class=Options)
    train(options.x)
