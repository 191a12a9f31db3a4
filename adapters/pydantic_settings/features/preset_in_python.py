"""A preset is a model with defaults of its own, and the tag of a union chooses it.

python preset_in_python.py
python preset_in_python.py --config.preset small --config.lr 0.1
python preset_in_python.py --config.preset smal
"""

from typing import Literal

from pydantic import BaseModel, Field
from pydantic_settings import BaseSettings, CliApp, SettingsConfigDict


class Config(BaseModel, extra="forbid"):
    """What all presets have."""

    width: int = 64
    layers: int = 2
    lr: float = 0.001


class Default(Config):
    """The defaults as they are."""

    preset: Literal["default"] = "default"


class Small(Config):
    """A small network."""

    preset: Literal["small"] = "small"
    width: int = 16
    layers: int = 1


class Settings(BaseSettings):
    """All settings of a run."""

    model_config = SettingsConfigDict(nested_model_default_partial_update=True)

    config: Small | Default = Field(default=Default(), discriminator="preset")


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    config = CliApp.run(Settings).config
    train(config.width, config.layers, config.lr)
