"""A seed, for which a range is typed.

python range_sweep.py --seed 1-3
"""

import argparse


def train(seed: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    train(args.seed)


if __name__ == "__main__":
    main()
