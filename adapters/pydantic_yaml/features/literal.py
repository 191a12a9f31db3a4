"""A Literal is a choice; YAML makes a number of what is typed.

python literal.py mode=slow level=2
python literal.py mode=medium
python literal.py level=3
"""

import sys
from typing import Any, Literal

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from pydantic import BaseModel


class Config(BaseModel, extra="forbid"):
    """All settings of a run."""

    mode: Literal["fast", "slow"] = "fast"
    level: Literal[1, 2] = 1


def read(words: list[str]) -> dict[str, Any]:
    """Read KEY=VALUE, the values in YAML."""
    pairs = (word.split("=", 1) for word in words)
    return {key: yaml.safe_load(text) for key, text in pairs}


def train(mode: str, level: int) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    config = Config.model_validate(read(sys.argv[1:]))
    train(config.mode, config.level)
