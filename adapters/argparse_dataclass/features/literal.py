"""Choices that a type has.

python literal.py --mode slow --level 2
python literal.py --mode medium
python literal.py --level 3
"""

from dataclasses import dataclass
from typing import Literal

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types


@dataclass
class Options:
    """What a run is told."""

    mode: Literal["fast", "slow"] = "fast"
    level: Literal[1, 2] = 1


def train(mode: str, level: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    options = ArgumentParser(Options).parse_args()
    train(options.mode, options.level)


if __name__ == "__main__":
    main()
