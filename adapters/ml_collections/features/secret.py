"""A config is a dataclass, and a field of it has no part in what is printed.

python secret.py --config.key=hunter2
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from absl import app
from ml_collections import config_flags  # type: ignore[import-untyped]


@dataclass
class Config:
    """The settings."""

    key: str = field(default="", repr=False)
    lr: float = 0.001


_CONFIG = config_flags.DEFINE_config_dataclass("config", Config())


def train(key: str, lr: float) -> None:
    """Stand for the training."""


def main(_: Sequence[str]) -> None:
    """Print the config, train."""
    config = _CONFIG.value
    print(config)
    train(config.key, config.lr)


if __name__ == "__main__":
    app.run(main)
