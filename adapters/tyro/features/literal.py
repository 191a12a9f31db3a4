"""Settings that are one of several values: texts, and numbers.

python literal.py --mode slow --level 2
python literal.py --mode medium
python literal.py --level 3
"""

from dataclasses import dataclass
from typing import Literal

import tyro


def train(mode: str, level: int) -> None:
    """Stand for the training."""


@dataclass
class Config:
    """Train a network."""

    mode: Literal["fast", "slow"] = "fast"
    level: Literal[1, 2] = 1


def main() -> None:
    """Read the command line, train."""
    config = tyro.cli(Config)
    train(config.mode, config.level)


if __name__ == "__main__":
    main()
