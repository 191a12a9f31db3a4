"""A tuple of int and float, with HfArgumentParser.

python tuple.py --pair 1 0.5
"""

from dataclasses import dataclass

from transformers import HfArgumentParser


@dataclass
class Options:
    """What a training takes."""

    pair: tuple[int, float] = (0, 0.1)


def train(pair: tuple[int, float]) -> None:
    """Train."""


if __name__ == "__main__":
    (options,) = HfArgumentParser(Options).parse_args_into_dataclasses()
    train(options.pair)
