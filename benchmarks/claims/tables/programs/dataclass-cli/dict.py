"""A dictionary, with dataclass-cli.

python dict.py --options_table a=1 b=2
"""

from dataclasses import dataclass, field

import dataclass_cli


@dataclass_cli.add
@dataclass
class Options:
    """What a training takes."""

    table: dict[str, int] = field(default_factory=dict)


def train(table: dict[str, int]) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options()
    train(options.table)
