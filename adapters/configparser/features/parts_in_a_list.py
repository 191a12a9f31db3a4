"""A file has a section for each layer; their order is that of the layers.

python parts_in_a_list.py parts_in_a_list/good.ini
python parts_in_a_list.py parts_in_a_list/bad.ini
"""

import configparser
import sys
from typing import Any


def train(layers: list[dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the file, train."""
    config = configparser.ConfigParser({"dropout": "0.0"})
    config.read(sys.argv[1])
    layers = [
        {
            "width": config.getint(name, "width"),
            "dropout": config.getfloat(name, "dropout"),
        }
        for name in config.sections()
    ]
    train(layers)


if __name__ == "__main__":
    main()
