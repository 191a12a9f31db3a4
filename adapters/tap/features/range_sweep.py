"""A seed that is a range.

python range_sweep.py --seed 1:3
"""

from tap import Tap


def train(seed: int) -> None:
    """Stand for the training."""


class Config(Tap):
    """Train a network."""

    seed: int = 0


def main() -> None:
    """Read the command line, train."""
    args = Config().parse_args()
    train(args.seed)


if __name__ == "__main__":
    main()
