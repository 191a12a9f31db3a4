"""A model is a section; a pattern is looked up among them.

python glob_sweep.py 'lstm*'
"""

import configparser
import sys


def train(model: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the words, train each model that they name."""
    config = configparser.ConfigParser()
    config.read_dict({"bert": {}, "lstm": {}, "lstmattn": {}})
    for pattern in sys.argv[1:]:
        train(config[pattern].name)


if __name__ == "__main__":
    main()
