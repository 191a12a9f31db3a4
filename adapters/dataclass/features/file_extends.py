"""A file of words has another file among its words: argparse puts that one's there.

python file_extends.py @file_extends/run.args
python file_extends.py @file_extends/run.args --width 16
"""

import argparse
from dataclasses import dataclass, fields


@dataclass
class Settings:
    """The settings."""

    width: int = 64
    layers: int = 2
    lr: float = 0.001


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line and the files, train."""
    parser = argparse.ArgumentParser(fromfile_prefix_chars="@")
    for each in fields(Settings):
        kind = type(each.default)
        parser.add_argument(f"--{each.name}", type=kind, default=each.default)
    settings = Settings(**vars(parser.parse_args()))
    train(settings.width, settings.layers, settings.lr)


if __name__ == "__main__":
    main()
