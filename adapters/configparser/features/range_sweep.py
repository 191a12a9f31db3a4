"""A seed, for which a range is said.

python range_sweep.py '[train]' seed=1-3
"""

import configparser
import sys


def train(seed: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the words, train."""
    config = configparser.ConfigParser()
    config.read_file(sys.argv[1:])
    train(config.getint("train", "seed", fallback=0))


if __name__ == "__main__":
    main()
