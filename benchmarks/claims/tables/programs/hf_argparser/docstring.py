"""Help texts from docstrings, with HfArgumentParser.

python docstring.py --help
"""

from dataclasses import dataclass

from transformers import HfArgumentParser


@dataclass
class Options:
    """What a training takes."""

    x: int = 1
    """velocity of the training"""


def train(x: int) -> None:
    """Train."""


if __name__ == "__main__":
    (options,) = HfArgumentParser(Options).parse_args_into_dataclasses()
    train(options.x)
