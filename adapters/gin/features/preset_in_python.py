"""A preset is a class that Gin knows, and its settings are bound like any other's.

python preset_in_python.py
python preset_in_python.py --gin_param='run.config = @Small()' --gin_param='Small.lr = 0.1'
python preset_in_python.py --gin_param='run.config = @Smal()'
"""

from collections.abc import Sequence
from dataclasses import dataclass

import gin  # type: ignore[import-untyped]  # it ships none
from absl import app, flags

_GIN_PARAM = flags.DEFINE_multi_string("gin_param", None, "Parameter bindings.")


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


@gin.register
@dataclass
class Config:
    """The settings."""

    width: int = 64
    layers: int = 2
    lr: float = 0.001


@gin.register
@dataclass
class Small(Config):
    """A preset: what it does not say stays."""

    width: int = 16
    layers: int = 1


@gin.configurable  # type: ignore[untyped-decorator]
def run(config: Config = gin.REQUIRED) -> None:
    """Train with the config that Gin supplies."""
    train(config.width, config.layers, config.lr)


def main(_: Sequence[str]) -> None:
    """Bind what is given, run."""
    gin.parse_config("run.config = @Config()")
    gin.parse_config(_GIN_PARAM.value)
    run()


if __name__ == "__main__":
    app.run(main)
