"""A flag takes a value of the field's type.

python range_sweep.py '--config.seed=range(1, 4)'
"""

from collections.abc import Sequence

from absl import app
from ml_collections import config_dict, config_flags  # type: ignore[import-untyped]

_CONFIG = config_flags.DEFINE_config_dict("config", config_dict.create(seed=0))


def train(seed: int) -> None:
    """Stand for the training."""


def main(_: Sequence[str]) -> None:
    """Train with the config."""
    config = _CONFIG.value
    train(config.seed)


if __name__ == "__main__":
    app.run(main)
