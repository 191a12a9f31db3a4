"""Steps and epochs are sections: strict refuses one that comes twice.

python exclusive_2.py '[steps]' number=5
python exclusive_2.py '[epochs]' number=2
python exclusive_2.py '[steps]' number=5 '[epochs]' number=2
"""

import configparser
import sys


def train(steps: int | None, epochs: int | None) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the words, train."""
    config = configparser.ConfigParser(strict=True)
    config.read_file(sys.argv[1:])
    train(
        config.getint("steps", "number", fallback=None),
        config.getint("epochs", "number", fallback=None),
    )


if __name__ == "__main__":
    main()
