"""A rate from the environment, by oc.env; the schema makes it a number.

LR=0.1 python environment.py
LR=0.1 python environment.py lr=0.2
LR=abc python environment.py
"""

from dataclasses import dataclass

import hydra
from hydra.core.config_store import ConfigStore
from omegaconf import SI


@dataclass
class Config:
    """All settings."""

    lr: float = SI("${oc.env:LR,0.001}")


ConfigStore.instance().store(name="config", node=Config)


def train(lr: float) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path=None, config_name="config")
def main(cfg: Config) -> None:
    """Train; the rate is read when it is asked for."""
    train(cfg.lr)


if __name__ == "__main__":
    main()
