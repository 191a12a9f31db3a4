"""Literal in the fields of a structured config.

python literal.py mode=slow level=2
python literal.py mode=medium
python literal.py level=3
"""

from dataclasses import dataclass
from typing import Literal

import hydra
from hydra.core.config_store import ConfigStore


@dataclass
class Config:
    """All settings."""

    mode: Literal["fast", "slow"] = "fast"
    level: Literal[1, 2] = 1


ConfigStore.instance().store(name="config", node=Config)


def train(mode: str, level: int) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path=None, config_name="config")
def main(cfg: Config) -> None:
    """Train."""
    train(cfg.mode, cfg.level)


if __name__ == "__main__":
    main()
