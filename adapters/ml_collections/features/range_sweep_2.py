"""A flag is given more than once.

python range_sweep_2.py --config.seed=1 --config.seed=3
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
