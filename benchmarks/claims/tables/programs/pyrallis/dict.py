"""A dictionary, with pyrallis.

python dict.py --table '{a: 1, b: 2}'
"""

from dataclasses import dataclass, field

import pyrallis


@dataclass
class Options:
    """What a training takes."""

    table: dict[str, int] = field(default_factory=dict)


def train(table: dict[str, int]) -> None:
    """Train."""


if __name__ == "__main__":
    options = pyrallis.parse(config_class=Options)
    train(options.table)
