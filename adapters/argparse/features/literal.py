"""Choices that a type has.

python literal.py --mode slow --level 2
python literal.py --mode medium
python literal.py --level 3
"""

import argparse
from typing import Literal, get_args

Mode = Literal["fast", "slow"]
Level = Literal[1, 2]


def train(mode: Mode, level: Level) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    # https://docs.python.org/3/library/typing.html#typing.get_args
    parser.add_argument("--mode", choices=get_args(Mode), default="fast")
    parser.add_argument("--level", type=int, choices=get_args(Level), default=1)
    args = parser.parse_args()
    train(args.mode, args.level)


if __name__ == "__main__":
    main()
