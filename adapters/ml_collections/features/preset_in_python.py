"""What stands behind the colon is an argument of get_config().

python preset_in_python.py
python preset_in_python.py --config=preset_in_python/config.py:small --config.lr=0.1
python preset_in_python.py --config=preset_in_python/config.py:smal
"""

from collections.abc import Sequence

from absl import app
from ml_collections import config_flags  # type: ignore[import-untyped]

_CONFIG = config_flags.DEFINE_config_file("config", "preset_in_python/config.py")


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


def main(_: Sequence[str]) -> None:
    """Train with the config."""
    config = _CONFIG.value
    train(config.width, config.layers, config.lr)


if __name__ == "__main__":
    app.run(main)
