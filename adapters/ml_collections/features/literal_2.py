"""absl's parser of choices is registered for the types of the fields.

python literal_2.py --config.mode=slow --config.level=2
python literal_2.py --config.mode=medium
python literal_2.py --config.level=3
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from absl import app, flags
from ml_collections import config_flags  # type: ignore[import-untyped]

Mode = Literal["fast", "slow"]
Level = Literal[1, 2]

for literal in (Mode, Level):
    parser = flags.EnumParser([str(value) for value in get_args(literal)])
    config_flags.register_flag_parser_for_type(literal, parser)


@dataclass
class Config:
    """The settings."""

    mode: Mode = "fast"
    level: Level = 1


_CONFIG = config_flags.DEFINE_config_dataclass("config", Config())


def train(mode: str, level: int) -> None:
    """Stand for the training."""


def main(_: Sequence[str]) -> None:
    """Train with the config."""
    train(_CONFIG.value.mode, _CONFIG.value.level)


if __name__ == "__main__":
    app.run(main)
