"""A dictionary, with argparse-dataclass.

python dict.py --table a=1 b=2
"""

from dataclasses import dataclass, field

from argparse_dataclass import ArgumentParser


@dataclass
class Options:
    """What a training takes."""

    table: dict[str, int] = field(default_factory=dict)


def train(table: dict[str, int]) -> None:
    """Train."""


if __name__ == "__main__":
    options = ArgumentParser(Options).parse_args()
    train(options.table)
