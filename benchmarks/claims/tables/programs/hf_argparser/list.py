"""A list of int, with HfArgumentParser.

python list.py --numbers 1 2
"""

from dataclasses import dataclass, field

from transformers import HfArgumentParser


@dataclass
class Options:
    """What a training takes."""

    numbers: list[int] = field(default_factory=list)


def train(numbers: list[int]) -> None:
    """Train."""


if __name__ == "__main__":
    (options,) = HfArgumentParser(Options).parse_args_into_dataclasses()
    train(options.numbers)
