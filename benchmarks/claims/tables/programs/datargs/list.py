"""A list of int, with datargs.

python list.py --numbers 1 2
"""

from dataclasses import dataclass, field

from datargs import parse


@dataclass
class Options:
    """What a training takes."""

    numbers: list[int] = field(default_factory=list)


def train(numbers: list[int]) -> None:
    """Train."""


if __name__ == "__main__":
    options = parse(Options)
    train(options.numbers)
