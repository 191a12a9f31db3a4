"""Two models, of which each has one of the settings, are the types of a config.

python exclusive.py steps=5
python exclusive.py epochs=2
python exclusive.py steps=5 epochs=2
"""

import sys
from typing import Any

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from pydantic import BaseModel, TypeAdapter


class Steps(BaseModel, extra="forbid"):
    """A training that is so many steps long."""

    steps: int | None = None
    epochs: None = None


class Epochs(BaseModel, extra="forbid"):
    """A training that is so many epochs long."""

    steps: None = None
    epochs: int


def read(words: list[str]) -> dict[str, Any]:
    """Read KEY=VALUE, the values in YAML."""
    pairs = (word.split("=", 1) for word in words)
    return {key: yaml.safe_load(text) for key, text in pairs}


def train(steps: int | None, epochs: int | None) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    length = TypeAdapter(Steps | Epochs).validate_python(read(sys.argv[1:]))
    train(length.steps, length.epochs)
