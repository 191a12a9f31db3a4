"""A dataclass has types, which Gin does not look at, nor when all bindings are checked.

python literal_2.py --gin_param="Config.mode = 'slow'" --gin_param='Config.level = 2'
python literal_2.py --gin_param="Config.mode = 'medium'"
python literal_2.py --gin_param='Config.level = 3'
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import gin  # type: ignore[import-untyped]  # it ships none
from absl import app, flags

_GIN_PARAM = flags.DEFINE_multi_string("gin_param", None, "Parameter bindings.")


def train(mode: str, level: int) -> None:
    """Stand for the training."""


@gin.configurable
@dataclass
class Config:
    """The settings."""

    mode: Literal["fast", "slow"] = "fast"
    level: Literal[1, 2] = 1


def main(_: Sequence[str]) -> None:
    """Bind what is given, finalize, train."""
    gin.parse_config(_GIN_PARAM.value)
    gin.finalize()
    config = Config()
    train(config.mode, config.level)


if __name__ == "__main__":
    app.run(main)
