"""typing reads the values of a Literal, and argparse checks them.

python literal.py --mode slow --level 2
python literal.py --mode medium
python literal.py --level 3
"""

import argparse
from dataclasses import dataclass, fields
from typing import Literal, get_args


@dataclass
class Settings:
    """The settings."""

    mode: Literal["fast", "slow"] = "fast"
    level: Literal[1, 2] = 1


def train(mode: str, level: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    for each in fields(Settings):
        parser.add_argument(
            f"--{each.name}",
            type=type(each.default),
            choices=get_args(each.type),
            default=each.default,
        )
    settings = Settings(**vars(parser.parse_args()))
    train(settings.mode, settings.level)


if __name__ == "__main__":
    main()
