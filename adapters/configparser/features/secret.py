"""A key that is an entry among others.

python secret.py '[train]' key=hunter2
"""

import configparser
import sys


def train(key: str, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the words, print the config, train."""
    config = configparser.ConfigParser({"lr": "0.001"})
    config.read_file(sys.argv[1:])
    config.write(sys.stdout)
    train(config.get("train", "key"), config.getfloat("train", "lr"))


if __name__ == "__main__":
    main()
