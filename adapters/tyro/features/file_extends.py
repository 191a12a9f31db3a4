"""A file that names the one that it extends.

python file_extends.py file_extends/run.yaml
python file_extends.py file_extends/run.yaml --width 16
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import dacite
import tyro
import yaml  # type: ignore[import-untyped]


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


@dataclass
class Config:
    """Train a network."""

    width: int = 64
    layers: int = 2
    lr: float = 0.001


def main() -> None:
    """Read the file that is named first, then the command line, train."""
    file, *words = sys.argv[1:]
    settings = yaml.safe_load(Path(file).read_text(encoding="utf-8"))
    default = dacite.from_dict(Config, settings, dacite.Config(strict=True))
    config = tyro.cli(Config, default=default, args=words)
    train(config.width, config.layers, config.lr)


if __name__ == "__main__":
    main()
