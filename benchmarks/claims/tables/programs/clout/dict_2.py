"""A dictionary, with clout, in the words of typing.

python dict_2.py --table a=1 b=2
"""

from dataclasses import dataclass, field
from typing import Dict

import clout


@dataclass
class Options:
    """What a training takes."""

    table: Dict[str, int] = field(default_factory=dict)


def train(table: Dict[str, int]) -> None:
    """Train."""


if __name__ == "__main__":
    options = clout.Command(Options).build()
    train(options.table)
