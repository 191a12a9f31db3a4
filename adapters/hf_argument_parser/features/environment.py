"""A setting whose variable is set.

LR=0.1 python environment.py
LR=0.1 python environment.py --lr 0.2
LR=abc python environment.py
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
    """Read the command line, train."""
    parser = HfArgumentParser(Settings)  # type: ignore[arg-type]
    (settings,) = parser.parse_args_into_dataclasses()
    train(settings.lr)


if __name__ == "__main__":
    main()
