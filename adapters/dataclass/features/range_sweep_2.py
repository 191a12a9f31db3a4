"""A list of seeds, of which the ends are given; the program trains with each.

python range_sweep_2.py --seeds 1 3
"""

import argparse
from dataclasses import dataclass, replace


@dataclass
class Settings:
    """The settings."""

    seed: int = 0


def train(seed: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train with each seed."""
    base = Settings()
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, nargs="+", default=[base.seed])
    for seed in parser.parse_args().seeds:
        settings = replace(base, seed=seed)
        train(settings.seed)


if __name__ == "__main__":
    main()
