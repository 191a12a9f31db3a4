"""A field of a dataclass comes from the command line; a variable has the flag's name.

CONFIG_LR=0.1 python environment_2.py
CONFIG_LR=0.1 python environment_2.py --config.lr=0.2
CONFIG_LR=abc python environment_2.py
"""

from collections.abc import Sequence
from dataclasses import dataclass

from absl import app
from ml_collections import config_flags  # type: ignore[import-untyped]


@dataclass
class Config:
    """The settings."""

    lr: float = 0.001


_CONFIG = config_flags.DEFINE_config_dataclass("config", Config())


def train(lr: float) -> None:
    """Stand for the training."""


def main(_: Sequence[str]) -> None:
    """Train with the config."""
    train(_CONFIG.value.lr)


if __name__ == "__main__":
    app.run(main)
