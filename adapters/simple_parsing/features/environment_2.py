"""A config file names a variable.

LR=0.1 python environment_2.py
LR=0.1 python environment_2.py --lr 0.2
LR=abc python environment_2.py
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
    train(parse(Config, config_path="environment/run.json").lr)
