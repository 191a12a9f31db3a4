"""A .env file, for a setting of that name.

python env_file.py
LR=0.2 python env_file.py
"""

import argparse
from dataclasses import dataclass


@dataclass
class Settings:
    """The settings."""

    lr: float = 0.001


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser(fromfile_prefix_chars="@")
    parser.add_argument("--lr", type=float, default=Settings.lr)
    settings = Settings(**vars(parser.parse_args(["@env_file/.env"])))
    train(settings.lr)


if __name__ == "__main__":
    main()
