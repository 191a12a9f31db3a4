"""absl validates the config: one of two fields stays None.

python exclusive.py --config.steps=5
python exclusive.py --config.epochs=2
python exclusive.py --config.steps=5 --config.epochs=2
"""

from collections.abc import Sequence

from absl import app, flags
from ml_collections import config_dict, config_flags  # type: ignore[import-untyped]

CONFIG = config_dict.ConfigDict()
CONFIG.steps = config_dict.placeholder(int)
CONFIG.epochs = config_dict.placeholder(int)

_CONFIG = config_flags.DEFINE_config_dict("config", CONFIG)
flags.register_validator(  # type: ignore[no-untyped-call]
    "config",
    lambda config: None in (config.steps, config.epochs),
    "Either a number of steps or a number of epochs.",
)


def train(steps: int | None, epochs: int | None) -> None:
    """Stand for the training."""


def main(_: Sequence[str]) -> None:
    """Train with the config."""
    train(_CONFIG.value.steps, _CONFIG.value.epochs)


if __name__ == "__main__":
    app.run(main)
