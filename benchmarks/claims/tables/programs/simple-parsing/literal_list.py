"""A list of a Literal, with simple-parsing.

python literal_list.py --x 1 2
python literal_list.py --x 1 3
"""

from dataclasses import dataclass, field
from typing import List, Literal

import simple_parsing


@dataclass
class Options:
    """What a training takes."""

    x: List[Literal[1, 2]] = field(default_factory=list)


def train(x: list[int]) -> None:
    """Train."""


if __name__ == "__main__":
    options = simple_parsing.parse(Options)
    train(options.x)
