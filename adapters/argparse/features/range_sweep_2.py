"""Several seeds, for which the ends of a range are typed.

python range_sweep_2.py --seed 1 3
"""

import argparse


def train(seed: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train with each seed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, nargs="+", default=[0])
    args = parser.parse_args()
    for seed in args.seed:
        train(seed)


if __name__ == "__main__":
    main()
