"""A dictionary, with HfArgumentParser: as TrainingArguments annotates one.

python dict_2.py --table '{"a": 1, "b": 2}'
"""

from dataclasses import dataclass, field

from transformers import HfArgumentParser


@dataclass
class Options:
    """What a training takes."""

    table: dict | str | None = field(default_factory=dict)


def train(table: dict[str, int]) -> None:
    """Train."""


if __name__ == "__main__":
    (options,) = HfArgumentParser(Options).parse_args_into_dataclasses()
    train(options.table)
