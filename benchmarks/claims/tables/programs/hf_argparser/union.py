"""A union of int and str, with HfArgumentParser.

python union.py --x 2
python union.py --x two
"""

from dataclasses import dataclass

from transformers import HfArgumentParser


@dataclass
class Options:
    """What a training takes."""

    x: int | str = 1


def train(x: int | str) -> None:
    """Train."""


if __name__ == "__main__":
    (options,) = HfArgumentParser(Options).parse_args_into_dataclasses()
    train(options.x)
