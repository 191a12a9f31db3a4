"""A dictionary, with simple-parsing's parser, and its own field for one.

python dict_2.py --table "{'a': 1, 'b': 2}"
"""

from dataclasses import dataclass

from simple_parsing import ArgumentParser
from simple_parsing.helpers import dict_field


@dataclass
class Options:
    """What a training takes."""

    table: dict[str, int] = dict_field()


def train(table: dict[str, int]) -> None:
    """Train."""


if __name__ == "__main__":
    parser = ArgumentParser()
    parser.add_arguments(Options, dest="options")
    options = parser.parse_args().options
    train(options.table)
