"""A key is a field that its dataclass does not print.

python secret.py --key hunter2
"""

import argparse
from dataclasses import dataclass, field


@dataclass
class Settings:
    """The settings."""

    key: str = field(repr=False)
    lr: float = 0.001


def train(key: str, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, print the config, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--key", required=True)
    parser.add_argument("--lr", type=float, default=Settings.lr)
    settings = Settings(**vars(parser.parse_args()))
    print(settings)
    train(settings.key, settings.lr)


if __name__ == "__main__":
    main()
