"""A .env file is the config file.

python env_file_2.py --config env_file/.env
LR=0.2 python env_file_2.py --config env_file/.env
"""

import argparse
from pathlib import Path

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from pydantic import BaseModel


class Config(BaseModel, extra="forbid"):
    """All settings of a run."""

    lr: float = 0.001


def train(lr: float) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", type=Path, required=True)
    file = parser.parse_args().config
    settings = yaml.safe_load(file.read_text(encoding="utf-8"))
    train(Config.model_validate(settings).lr)
