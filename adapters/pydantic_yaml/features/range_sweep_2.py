"""A range for a list of numbers, over which the program goes.

python range_sweep_2.py 'seeds=[1-3]'
"""

import sys
from typing import Any

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from pydantic import BaseModel


class Config(BaseModel, extra="forbid"):
    """All settings of a run."""

    seeds: list[int] = [0]


def read(words: list[str]) -> dict[str, Any]:
    """Read KEY=VALUE, the values in YAML."""
    pairs = (word.split("=", 1) for word in words)
    return {key: yaml.safe_load(text) for key, text in pairs}


def train(seed: int) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    for seed in Config.model_validate(read(sys.argv[1:])).seeds:
        train(seed)
