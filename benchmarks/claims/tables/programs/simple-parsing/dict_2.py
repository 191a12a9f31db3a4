"""A dictionary, with simple-parsing's own field for one.

python dict_2.py --table "{'a': 1, 'b': 2}"
"""

from dataclasses import dataclass

import simple_parsing
from simple_parsing.helpers import dict_field


@dataclass
class Options:
    """What a training takes."""

    table: dict[str, int] = dict_field()


def train(table: dict[str, int]) -> None:
    """Train."""


if __name__ == "__main__":
    options = simple_parsing.parse(Options)
    train(options.table)
