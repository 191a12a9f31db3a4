"""Flags of absl come from a file.

python env_file.py --flagfile=env_file/.env
LR=0.2 python env_file.py --flagfile=env_file/.env
"""

from collections.abc import Sequence

from absl import app
from ml_collections import config_dict, config_flags  # type: ignore[import-untyped]

_CONFIG = config_flags.DEFINE_config_dict("config", config_dict.create(lr=0.001))


def train(lr: float) -> None:
    """Stand for the training."""


def main(_: Sequence[str]) -> None:
    """Train with the config."""
    config = _CONFIG.value
    train(config.lr)


if __name__ == "__main__":
    app.run(main)
