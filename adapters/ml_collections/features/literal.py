"""A flag has the type of the dataclass's field.

python literal.py --config.mode=slow --config.level=2
python literal.py --config.mode=medium
python literal.py --config.level=3
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from absl import app
from ml_collections import config_flags  # type: ignore[import-untyped]

Mode = Literal["fast", "slow"]
Level = Literal[1, 2]


@dataclass
class Config:
    """The settings."""

    mode: Mode = "fast"
    level: Level = 1


_CONFIG = config_flags.DEFINE_config_dataclass("config", Config())


def train(mode: str, level: int) -> None:
    """Stand for the training."""


def main(_: Sequence[str]) -> None:
    """Train with the config."""
    train(_CONFIG.value.mode, _CONFIG.value.level)


if __name__ == "__main__":
    app.run(main)
