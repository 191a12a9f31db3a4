"""Choices by Literal, with HfArgumentParser.

python literal.py --x two
python literal.py --x three
"""

from dataclasses import dataclass
from typing import Literal

from transformers import HfArgumentParser


@dataclass
class Options:
    """What a training takes."""

    x: Literal["one", "two"] = "one"


def train(x: str) -> None:
    """Train."""


if __name__ == "__main__":
    (options,) = HfArgumentParser(Options).parse_args_into_dataclasses()
    train(options.x)
