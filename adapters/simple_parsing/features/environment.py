"""A field has an alias that is the name of a variable.

LR=0.1 python environment.py
LR=0.1 python environment.py --lr 0.2
LR=abc python environment.py
"""

from dataclasses import dataclass

from simple_parsing import field, parse


@dataclass
class Config:
    """All settings of a run."""

    lr: float = field(default=0.001, alias="LR")  # learning rate


def train(lr: float) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    train(parse(Config).lr)
