"""A config file is Python, and imports another, whose folder is on Python's path.

python file_extends.py --config=file_extends/run.py
python file_extends.py --config=file_extends/run.py --config.width=16
"""

import sys
from collections.abc import Sequence

from absl import app
from ml_collections import config_flags  # type: ignore[import-untyped]

sys.path.append("file_extends")

_CONFIG = config_flags.DEFINE_config_file("config")


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


def main(_: Sequence[str]) -> None:
    """Train with the config."""
    config = _CONFIG.value
    train(config.width, config.layers, config.lr)


if __name__ == "__main__":
    app.run(main)
