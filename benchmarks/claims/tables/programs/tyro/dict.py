"""A dictionary, with tyro.

python dict.py --table a 1 b 2
"""

from dataclasses import dataclass, field

import tyro


@dataclass
class Options:
    """What a training takes."""

    table: dict[str, int] = field(default_factory=dict)


def train(table: dict[str, int]) -> None:
    """Train."""


if __name__ == "__main__":
    options = tyro.cli(Options)
    train(options.table)
