"""A setting from a variable of the environment.

LR=0.1 python environment.py
LR=0.1 python environment.py --lr 0.2
LR=abc python environment.py
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
