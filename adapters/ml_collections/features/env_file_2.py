"""The file is taken for a config file.

python env_file_2.py --config=env_file/.env
LR=0.2 python env_file_2.py --config=env_file/.env
"""

from collections.abc import Sequence

from absl import app
from ml_collections import config_flags  # type: ignore[import-untyped]

_CONFIG = config_flags.DEFINE_config_file("config")


def train(lr: float) -> None:
    """Stand for the training."""


def main(_: Sequence[str]) -> None:
    """Train with the config."""
    train(_CONFIG.value.lr)


if __name__ == "__main__":
    app.run(main)
