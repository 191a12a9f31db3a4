"""A value is looked up in the command line, in the environment, and in the defaults.

LR=0.1 python environment.py
LR=0.1 python environment.py --lr 0.2
LR=abc python environment.py
"""

import argparse
import configparser
import os
from collections import ChainMap


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    config = configparser.ConfigParser()
    config.read_dict({"train": {"lr": "0.001"}})
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", dest="LR", default=argparse.SUPPRESS)
    words = vars(parser.parse_args())
    # https://docs.python.org/3/library/configparser.html#configparser.ConfigParser.get
    train(config.getfloat("train", "lr", vars=ChainMap(words, os.environ)))


if __name__ == "__main__":
    main()
