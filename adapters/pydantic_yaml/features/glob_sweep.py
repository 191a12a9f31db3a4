"""A pattern for a choice.

python glob_sweep.py 'model=lstm*'
"""

import sys
from typing import Any, Literal

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from pydantic import BaseModel


class Config(BaseModel, extra="forbid"):
    """All settings of a run."""

    model: Literal["bert", "lstm", "lstmattn"] = "bert"


def read(words: list[str]) -> dict[str, Any]:
    """Read KEY=VALUE, the values in YAML."""
    pairs = (word.split("=", 1) for word in words)
    return {key: yaml.safe_load(text) for key, text in pairs}


def train(model: str) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    train(Config.model_validate(read(sys.argv[1:])).model)
