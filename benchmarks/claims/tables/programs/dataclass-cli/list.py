"""A list of int, with dataclass-cli.

python list.py --options_numbers 1 2
"""

from dataclasses import dataclass, field

import dataclass_cli


@dataclass_cli.add
@dataclass
class Options:
    """What a training takes."""

    numbers: list[int] = field(default_factory=list)


def train(numbers: list[int]) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options()
    train(options.numbers)
