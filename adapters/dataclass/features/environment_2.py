"""A variable that is named in the metadata of a field.

LR=0.1 python environment_2.py
LR=0.1 python environment_2.py --lr 0.2
LR=abc python environment_2.py
"""

import argparse
from dataclasses import dataclass, field, fields


@dataclass
class Settings:
    """The settings."""

    lr: float = field(default=0.001, metadata={"help": "rate", "env": "LR"})


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    for each in fields(Settings):
        help_ = each.metadata["help"]
        parser.add_argument(
            f"--{each.name}", type=float, default=each.default, help=help_
        )
    settings = Settings(**vars(parser.parse_args()))
    train(settings.lr)


if __name__ == "__main__":
    main()
