"""A dictionary in the words of typing, entry by entry, with simple-parsing.

python dict_3.py --table a=1 b=2
"""

from dataclasses import dataclass, field
from typing import Dict

import simple_parsing


@dataclass
class Options:
    """What a training takes."""

    table: Dict[str, int] = field(default_factory=dict)


def train(table: Dict[str, int]) -> None:
    """Train."""


if __name__ == "__main__":
    options = simple_parsing.parse(Options)
    train(options.table)
