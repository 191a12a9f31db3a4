"""The fields of a dataclass, with simple-parsing.

python dataclass.py --x 2 --rate 0.5
python dataclass.py --x two
"""

from dataclasses import dataclass

import simple_parsing


@dataclass
class Options:
    """What a training takes."""

    x: int = 1
    rate: float = 0.1


def train(options: Options) -> None:
    """Train."""


if __name__ == "__main__":
    options = simple_parsing.parse(Options)
    train(options)
