"""A dictionary, with HfArgumentParser: a plain dict.

python dict_3.py --table a=1 b=2
"""

from dataclasses import dataclass, field

from transformers import HfArgumentParser


@dataclass
class Options:
    """What a training takes."""

    table: dict = field(default_factory=dict)


def train(table: dict[str, int]) -> None:
    """Train."""


if __name__ == "__main__":
    (options,) = HfArgumentParser(Options).parse_args_into_dataclasses()
    train(options.table)
