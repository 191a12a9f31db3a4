"""A Literal is a choice, of texts or numbers.

python literal.py --mode slow --level 2
python literal.py --mode medium
python literal.py --level 3
"""

from dataclasses import dataclass
from typing import Literal

from simple_parsing import parse


@dataclass
class Config:
    """All settings of a run."""

    mode: Literal["fast", "slow"] = "fast"  # how it trains
    level: Literal[1, 2] = 1  # how much it tells


def train(mode: str, level: int) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    config = parse(Config)
    train(config.mode, config.level)
