"""Steps and epochs are entries of a section.

python exclusive.py '[train]' steps=5
python exclusive.py '[train]' epochs=2
python exclusive.py '[train]' steps=5 epochs=2
"""

import configparser
import sys


def train(steps: int | None, epochs: int | None) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the words, train."""
    config = configparser.ConfigParser()
    config.read_file(sys.argv[1:])
    length = config["train"]
    train(length.getint("steps"), length.getint("epochs"))


if __name__ == "__main__":
    main()
