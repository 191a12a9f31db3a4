"""A pattern is text, as any other.

python glob_sweep.py '--config.model=lstm*'
"""

from collections.abc import Sequence

from absl import app
from ml_collections import config_dict, config_flags  # type: ignore[import-untyped]

_CONFIG = config_flags.DEFINE_config_dict("config", config_dict.create(model="bert"))


def train(model: str) -> None:
    """Stand for the training."""


def main(_: Sequence[str]) -> None:
    """Train with the config."""
    config = _CONFIG.value
    train(config.model)


if __name__ == "__main__":
    app.run(main)
