"""Literal in the fields of a dataclass.

python literal.py mode=slow level=2
python literal.py mode=medium
python literal.py level=3
"""

from dataclasses import dataclass
from typing import Literal

from omegaconf import OmegaConf


@dataclass
class Config:
    """All settings."""

    mode: Literal["fast", "slow"] = "fast"
    level: Literal[1, 2] = 1


def train(mode: str, level: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Merge the command line into the schema, train."""
    cfg = OmegaConf.merge(OmegaConf.structured(Config), OmegaConf.from_cli())
    train(cfg.mode, cfg.level)


if __name__ == "__main__":
    main()
