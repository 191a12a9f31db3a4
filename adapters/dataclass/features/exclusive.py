"""The flags of two fields stand in a group of argparse that excludes.

python exclusive.py --steps 5
python exclusive.py --epochs 2
python exclusive.py --steps 5 --epochs 2
"""

import argparse
from dataclasses import dataclass


@dataclass
class Settings:
    """The settings."""

    steps: int | None = None
    epochs: int | None = None


def train(steps: int | None, epochs: int | None) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--steps", type=int)
    length.add_argument("--epochs", type=int)
    settings = Settings(**vars(parser.parse_args()))
    train(settings.steps, settings.epochs)


if __name__ == "__main__":
    main()
