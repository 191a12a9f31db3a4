"""A setting whose default is a variable's, by the pattern of tyro's issue 455.

LR=0.1 python environment_2.py
LR=0.1 python environment_2.py --lr 0.2
LR=abc python environment_2.py
"""

import os
from dataclasses import dataclass
from typing import Annotated, Any

import tyro


def train(lr: float) -> None:
    """Stand for the training."""


def env(name: str) -> Any:
    """Return what makes a variable of the environment the default."""
    return tyro.conf.arg(default=os.environ.get(name, tyro.MISSING))


@dataclass
class Config:
    """Train a network."""

    lr: Annotated[float, env("LR")]


def main() -> None:
    """Read the command line, train."""
    config = tyro.cli(Config)
    train(config.lr)


if __name__ == "__main__":
    main()
