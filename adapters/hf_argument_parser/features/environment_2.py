"""A variable that is named in a file of words, which the library reads before the words.

LR=0.1 python environment_2.py
LR=0.1 python environment_2.py --lr 0.2
LR=abc python environment_2.py
"""

from dataclasses import dataclass

from transformers import HfArgumentParser


@dataclass
class Settings:
    """The settings."""

    lr: float = 0.001


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the file and the command line, train."""
    parser = HfArgumentParser(Settings)  # type: ignore[arg-type]
    file = "environment/lr.args"
    (settings,) = parser.parse_args_into_dataclasses(args_filename=file)
    train(settings.lr)


if __name__ == "__main__":
    main()
