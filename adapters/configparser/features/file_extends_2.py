"""A file refers to a section that it has not.

python file_extends_2.py file_extends/refers.ini
python file_extends_2.py file_extends/refers.ini --width 16
"""

import argparse
import configparser


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line and the file, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("config")
    parser.add_argument("--width", default=argparse.SUPPRESS)
    words = vars(parser.parse_args())
    config = configparser.ConfigParser(
        {"width": "64", "layers": "2", "lr": "0.001"},
        interpolation=configparser.ExtendedInterpolation(),
    )
    config.read(words["config"])
    train(
        config.getint("train", "width", vars=words),
        config.getint("train", "layers", vars=words),
        config.getfloat("train", "lr", vars=words),
    )


if __name__ == "__main__":
    main()
