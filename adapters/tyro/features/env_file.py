"""A setting from a .env file, for which nothing is named.

python env_file.py
LR=0.2 python env_file.py
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
