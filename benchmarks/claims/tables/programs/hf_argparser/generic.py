"""A generic dataclass, with HfArgumentParser.

python generic.py --x 2
python generic.py --x two
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

from transformers import HfArgumentParser

T = TypeVar("T")


@dataclass
class Options(Generic[T]):
    """What a training takes."""

    x: T


def train(options: Options) -> None:
    """Train."""


if __name__ == "__main__":
    (options,) = HfArgumentParser(Options[int]).parse_args_into_dataclasses()
    train(options)
