"""A file includes another with a tag.

python file_extends_2.py --config file_extends/included.yaml
python file_extends_2.py --config file_extends/included.yaml width=16
"""

import argparse
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from pydantic import BaseModel


class Config(BaseModel, extra="forbid"):
    """All settings of a run."""

    width: int = 64
    layers: int = 2
    lr: float = 0.001


def read(words: list[str]) -> dict[str, Any]:
    """Read KEY=VALUE, the values in YAML."""
    pairs = (word.split("=", 1) for word in words)
    return {key: yaml.safe_load(text) for key, text in pairs}


def load() -> Config:
    """Return all settings: defaults, then the file, then the words."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", type=Path)
    parser.add_argument("settings", nargs="*", metavar="KEY=VALUE")
    args = parser.parse_intermixed_args()
    text = args.config.read_text(encoding="utf-8") if args.config else "{}"
    return Config.model_validate({**yaml.safe_load(text), **read(args.settings)})


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    config = load()
    train(config.width, config.layers, config.lr)
