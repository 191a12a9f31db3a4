"""A dictionary, with dataclass-cli, in the words of typing.

python dict_2.py --options_table a=1 b=2
"""

from dataclasses import dataclass, field
from typing import Dict

import dataclass_cli


@dataclass_cli.add
@dataclass
class Options:
    """What a training takes."""

    table: Dict[str, int] = field(default_factory=dict)


def train(table: Dict[str, int]) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options()
    train(options.table)
