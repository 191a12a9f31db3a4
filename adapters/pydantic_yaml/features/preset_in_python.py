"""A preset is a model with defaults of its own, and the tag of a union chooses it.

python preset_in_python.py
python preset_in_python.py preset=small lr=0.1
python preset_in_python.py preset=smal
"""

import sys
from typing import Annotated, Any, Literal

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from pydantic import BaseModel, Field, TypeAdapter


class Config(BaseModel, extra="forbid"):
    """What all presets have."""

    width: int = 64
    layers: int = 2
    lr: float = 0.001


class Default(Config):
    """The defaults as they are."""

    preset: Literal["default"]


class Small(Config):
    """A small network."""

    preset: Literal["small"]
    width: int = 16
    layers: int = 1


Preset = Annotated[Default | Small, Field(discriminator="preset")]


def read(words: list[str]) -> dict[str, Any]:
    """Read KEY=VALUE, the values in YAML."""
    pairs = (word.split("=", 1) for word in words)
    return {key: yaml.safe_load(text) for key, text in pairs}


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    settings = {"preset": "default", **read(sys.argv[1:])}
    config: Config = TypeAdapter[Any](Preset).validate_python(settings)
    train(config.width, config.layers, config.lr)
