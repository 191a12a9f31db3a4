"""A field has an alias that is the name in a .env file.

python env_file.py
LR=0.2 python env_file.py
"""

import sys
from typing import Any

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from pydantic import AliasChoices, BaseModel, Field


class Config(BaseModel, extra="forbid"):
    """All settings of a run."""

    lr: float = Field(default=0.001, validation_alias=AliasChoices("lr", "LR"))


def read(words: list[str]) -> dict[str, Any]:
    """Read KEY=VALUE, the values in YAML."""
    pairs = (word.split("=", 1) for word in words)
    return {key: yaml.safe_load(text) for key, text in pairs}


def train(lr: float) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    train(Config.model_validate(read(sys.argv[1:])).lr)
