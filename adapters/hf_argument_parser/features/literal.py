"""Literals become choices, of text and of numbers.

python literal.py --mode slow --level 2
python literal.py --mode medium
python literal.py --level 3
"""

from dataclasses import dataclass
from typing import Literal

from transformers import HfArgumentParser


@dataclass
class Settings:
    """The settings."""

    mode: Literal["fast", "slow"] = "fast"
    level: Literal[1, 2] = 1


def train(mode: str, level: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = HfArgumentParser(Settings)  # type: ignore[arg-type]
    (settings,) = parser.parse_args_into_dataclasses()
    train(settings.mode, settings.level)


if __name__ == "__main__":
    main()
