"""A setting from a variable of the environment, by a configuration file that names it.

LR=0.1 python environment_2.py
LR=0.1 python environment_2.py --lr 0.2
LR=abc python environment_2.py
"""

from tap import Tap


def train(lr: float) -> None:
    """Stand for the training."""


class Config(Tap):
    """Train a network."""

    lr: float = 0.001


def main() -> None:
    """Read the file, then the command line, train."""
    args = Config(config_files=["environment/run.txt"]).parse_args()
    train(args.lr)


if __name__ == "__main__":
    main()
