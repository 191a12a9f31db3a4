"""A model is a value, for which a pattern is said.

python glob_sweep_2.py '[train]' 'model=lstm*'
"""

import configparser
import sys


def train(model: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the words, train."""
    config = configparser.ConfigParser()
    config.read_file(sys.argv[1:])
    train(config["train"]["model"])


if __name__ == "__main__":
    main()
