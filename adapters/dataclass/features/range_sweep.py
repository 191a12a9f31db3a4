"""A range, as Hydra writes one, for a number.

python range_sweep.py --seed 'range(1,4)'
"""

import argparse
from dataclasses import dataclass


@dataclass
class Settings:
    """The settings."""

    seed: int = 0


def train(seed: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=Settings.seed)
    settings = Settings(**vars(parser.parse_args()))
    train(settings.seed)


if __name__ == "__main__":
    main()
