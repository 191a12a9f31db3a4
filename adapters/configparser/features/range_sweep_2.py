"""A run is a section; a section is named as a range.

python range_sweep_2.py '[1-3]'
"""

import configparser
import sys


def train(seed: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the words, train with what each section has."""
    config = configparser.ConfigParser(defaults={"seed": "0"})
    config.read_file(sys.argv[1:])
    for run in config.sections():
        train(config.getint(run, "seed"))


if __name__ == "__main__":
    main()
