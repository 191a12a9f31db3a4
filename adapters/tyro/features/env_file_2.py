"""A .env file that is read as the config files are.

python env_file_2.py env_file/.env
LR=0.2 python env_file_2.py env_file/.env
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import dacite
import tyro
import yaml  # type: ignore[import-untyped]


def train(lr: float) -> None:
    """Stand for the training."""


@dataclass
class Config:
    """Train a network."""

    lr: float = 0.001


def main() -> None:
    """Read the file that is named first, then the command line, train."""
    file, *words = sys.argv[1:]
    settings = yaml.safe_load(Path(file).read_text(encoding="utf-8"))
    default = dacite.from_dict(Config, settings, dacite.Config(strict=True))
    config = tyro.cli(Config, default=default, args=words)
    train(config.lr)


if __name__ == "__main__":
    main()
