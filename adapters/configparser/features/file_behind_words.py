"""A rate on the command line, and a file behind it.

python file_behind_words.py --lr 0.2 --config file_behind_words/run.ini
"""

import argparse
import configparser


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line and the file, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", action="append", default=[])
    parser.add_argument("--lr", default=argparse.SUPPRESS)
    words = vars(parser.parse_args())
    config = configparser.ConfigParser({"lr": "0.001"})
    config.read(words["config"])
    train(config.getfloat("train", "lr", vars=words))


if __name__ == "__main__":
    main()
