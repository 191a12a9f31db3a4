"""A seed that is a range.

python range_sweep_2.py --seed 1:3
"""

from dataclasses import dataclass

import tyro


def train(seed: int) -> None:
    """Stand for the training."""


@dataclass
class Config:
    """Train a network."""

    seed: int = 0


def main() -> None:
    """Read the command line, train."""
    config = tyro.cli(Config)
    train(config.seed)


if __name__ == "__main__":
    main()
