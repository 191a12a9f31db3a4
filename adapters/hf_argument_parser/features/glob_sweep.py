"""A pattern for a choice.

python glob_sweep.py --model 'lstm*'
"""

from dataclasses import dataclass
from typing import Literal

from transformers import HfArgumentParser


@dataclass
class Settings:
    """The settings."""

    model: Literal["bert", "lstm", "lstmattn"] = "lstm"


def train(model: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = HfArgumentParser(Settings)  # type: ignore[arg-type]
    (settings,) = parser.parse_args_into_dataclasses()
    train(settings.model)


if __name__ == "__main__":
    main()
