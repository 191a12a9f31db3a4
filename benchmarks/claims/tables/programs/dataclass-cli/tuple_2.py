"""A tuple of int and float, with dataclass-cli, in the words of typing.

python tuple_2.py --options_pair 1 0.5
"""

from dataclasses import dataclass
from typing import Tuple

import dataclass_cli


@dataclass_cli.add
@dataclass
class Options:
    """What a training takes."""

    pair: Tuple[int, float] = (0, 0.1)


def train(pair: Tuple[int, float]) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options()
    train(options.pair)
