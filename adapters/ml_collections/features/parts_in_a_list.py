"""A list in a config file has configs, each with the types and the lock of its own.

python parts_in_a_list.py --config=parts_in_a_list/good.py
python parts_in_a_list.py --config=parts_in_a_list/bad.py
"""

import sys
from collections.abc import Sequence
from typing import Any

from absl import app
from ml_collections import config_flags  # type: ignore[import-untyped]

sys.path.append("parts_in_a_list")

_CONFIG = config_flags.DEFINE_config_file("config")


def train(layers: list[dict[str, Any]]) -> None:
    """Stand for the training."""


def main(_: Sequence[str]) -> None:
    """Train with the config."""
    layers = _CONFIG.value.layers
    train([{"width": layer.width, "dropout": layer.dropout} for layer in layers])


if __name__ == "__main__":
    app.run(main)
