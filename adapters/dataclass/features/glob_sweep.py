"""A pattern for a choice.

python glob_sweep.py --model 'lstm*'
"""

import argparse
from dataclasses import dataclass
from typing import Literal, get_args

Model = Literal["bert", "lstm", "lstmattn"]


@dataclass
class Settings:
    """The settings."""

    model: Model = "lstm"


def train(model: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", choices=get_args(Model), default=Settings.model)
    settings = Settings(**vars(parser.parse_args()))
    train(settings.model)


if __name__ == "__main__":
    main()
