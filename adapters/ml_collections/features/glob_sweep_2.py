"""A choice is a member of an enum, which a flag names.

python glob_sweep_2.py '--config.model=lstm*'
"""

import enum
from collections.abc import Sequence

from absl import app
from ml_collections import config_dict, config_flags  # type: ignore[import-untyped]


class Model(enum.Enum):
    """The choices."""

    BERT = "bert"
    LSTM = "lstm"
    LSTMATTN = "lstmattn"


_CONFIG = config_flags.DEFINE_config_dict(
    "config", config_dict.create(model=Model.BERT)
)


def train(model: str) -> None:
    """Stand for the training."""


def main(_: Sequence[str]) -> None:
    """Train with the config."""
    train(_CONFIG.value.model.value)


if __name__ == "__main__":
    app.run(main)
