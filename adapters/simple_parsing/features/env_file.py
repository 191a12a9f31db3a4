"""A .env file is the config file.

python env_file.py
LR=0.2 python env_file.py
"""

from dataclasses import dataclass

from simple_parsing import parse


@dataclass
class Config:
    """All settings of a run."""

    lr: float = 0.001  # learning rate


def train(lr: float) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    train(parse(Config, config_path="env_file/.env").lr)
