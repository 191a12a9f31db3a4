"""A setting from a variable of the environment.

LR=0.1 python environment.py
LR=0.1 python environment.py --lr 0.2
LR=abc python environment.py
"""

from dataclasses import dataclass

import tyro


def train(lr: float) -> None:
    """Stand for the training."""


@dataclass
class Config:
    """Train a network."""

    lr: float = 0.001


def main() -> None:
    """Read the command line, train."""
    config = tyro.cli(Config)
    train(config.lr)


if __name__ == "__main__":
    main()
