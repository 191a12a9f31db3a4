"""A .env file is the lines of a section; a value is looked up in the environment before.

python env_file.py
LR=0.2 python env_file.py
"""

import configparser
import os
from pathlib import Path


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the file, train."""
    config = configparser.ConfigParser({"lr": "0.001"})
    # https://docs.python.org/3/library/configparser.html#configparser.ConfigParser.read_file
    with Path("env_file/.env").open(encoding="utf-8") as file:
        config.read_file(["[env]\n", *file])
    train(config.getfloat("env", "lr", vars=os.environ))


if __name__ == "__main__":
    main()
