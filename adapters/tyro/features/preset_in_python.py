"""A preset that is defined in Python is chosen by a word, and one of its settings overridden.

python preset_in_python.py
python preset_in_python.py small --lr 0.1
python preset_in_python.py smal
"""

from dataclasses import dataclass
from typing import Annotated

import tyro


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


@dataclass
class Config:
    """Train a network."""

    width: int = 64
    layers: int = 2
    lr: float = 0.001


Preset = (
    Annotated[Config, tyro.conf.subcommand("default", is_default=True)]
    | Annotated[
        Config, tyro.conf.subcommand("small", default=Config(width=16, layers=1))
    ]
)


def main() -> None:
    """Read the command line, train."""
    config: Config = tyro.cli(Preset)
    train(config.width, config.layers, config.lr)


if __name__ == "__main__":
    main()
