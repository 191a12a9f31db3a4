"""A setting whose variable is set.

LR=0.1 python environment.py
LR=0.1 python environment.py --lr 0.2
LR=abc python environment.py
"""

import argparse
from dataclasses import dataclass


@dataclass
class Settings:
    """The settings."""

    lr: float = 0.001


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float, default=Settings.lr)
    settings = Settings(**vars(parser.parse_args()))
    train(settings.lr)


if __name__ == "__main__":
    main()
