"""A file of settings lies below the words.

python file_behind_words.py lr=0.2 --config file_behind_words/run.yaml
"""

import argparse
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from pydantic import BaseModel


class Config(BaseModel, extra="forbid"):
    """All settings of a run."""

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


def train(lr: float) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    train(load().lr)
