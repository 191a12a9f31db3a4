"""A training has a number of steps, or a number of epochs.

python exclusive.py --steps 5
python exclusive.py --epochs 2
python exclusive.py --steps 5 --epochs 2
"""

from dataclasses import dataclass
from typing import Annotated

import tyro


def train(steps: int | None, epochs: int | None) -> None:
    """Stand for the training."""


Length = tyro.conf.create_mutex_group(required=False)


@dataclass
class Config:
    """Train a network."""

    steps: Annotated[int | None, Length] = None
    epochs: Annotated[int | None, Length] = None


def main() -> None:
    """Read the command line, train."""
    config = tyro.cli(Config)
    train(config.steps, config.epochs)


if __name__ == "__main__":
    main()
