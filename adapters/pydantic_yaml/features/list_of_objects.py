"""A list of models is typed in YAML.

python list_of_objects.py 'callbacks=[{name: stop}, {name: save, every: 5}]'
python list_of_objects.py 'callbacks=[{name: stop, evry: 5}]'
"""

import sys
from typing import Any

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from pydantic import BaseModel


class Callback(BaseModel, extra="forbid"):
    """What is called."""

    name: str
    every: int = 1


class Config(BaseModel, extra="forbid"):
    """All settings of a run."""

    callbacks: list[Callback] = []


def read(words: list[str]) -> dict[str, Any]:
    """Read KEY=VALUE, the values in YAML."""
    pairs = (word.split("=", 1) for word in words)
    return {key: yaml.safe_load(text) for key, text in pairs}


def train(callbacks: list[dict[str, Any]]) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    config = Config.model_validate(read(sys.argv[1:]))
    train([each.model_dump() for each in config.callbacks])
