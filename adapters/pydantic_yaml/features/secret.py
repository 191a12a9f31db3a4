"""A SecretStr masks itself where the config is printed.

python secret.py key=hunter2
"""

import sys
from typing import Any

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from pydantic import BaseModel, SecretStr


class Config(BaseModel, extra="forbid"):
    """All settings of a run."""

    key: SecretStr
    lr: float = 0.001


def read(words: list[str]) -> dict[str, Any]:
    """Read KEY=VALUE, the values in YAML."""
    pairs = (word.split("=", 1) for word in words)
    return {key: yaml.safe_load(text) for key, text in pairs}


def train(key: str, lr: float) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    config = Config.model_validate(read(sys.argv[1:]))
    print(config)
    train(config.key.get_secret_value(), config.lr)
