"""A key that the config refers to, and is given to who gets it; the config prints the reference.

python secret.py --key hunter2
"""

import argparse
import configparser
import sys


def train(key: str, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, print the config, train."""
    config = configparser.ConfigParser()
    config.read_dict({"train": {"key": "%(secret)s", "lr": "0.001"}})
    parser = argparse.ArgumentParser()
    parser.add_argument("--key", dest="secret", required=True)
    words = vars(parser.parse_args())
    config.write(sys.stdout)
    # https://docs.python.org/3/library/configparser.html#configparser.ConfigParser.get
    train(config.get("train", "key", vars=words), config.getfloat("train", "lr"))


if __name__ == "__main__":
    main()
