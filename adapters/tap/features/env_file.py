"""A setting from a .env file, for which nothing is named.

python env_file.py
LR=0.2 python env_file.py
"""

from tap import Tap


def train(lr: float) -> None:
    """Stand for the training."""


class Config(Tap):
    """Train a network."""

    lr: float = 0.001


def main() -> None:
    """Read the command line, train."""
    args = Config().parse_args()
    train(args.lr)


if __name__ == "__main__":
    main()
