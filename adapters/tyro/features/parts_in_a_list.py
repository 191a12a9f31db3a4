"""A list of parts from a file.

python parts_in_a_list.py parts_in_a_list/good.yaml
python parts_in_a_list.py parts_in_a_list/bad.yaml
"""

import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import dacite
import tyro
import yaml  # type: ignore[import-untyped]


def train(layers: list[dict[str, Any]]) -> None:
    """Stand for the training."""


@dataclass
class Layer:
    """A layer of the network."""

    width: int
    dropout: float = 0.0


@dataclass
class Config:
    """Train a network of several layers."""

    layers: list[Layer]


def main() -> None:
    """Read the file that is named first, then the command line, train."""
    file, *words = sys.argv[1:]
    settings = yaml.safe_load(Path(file).read_text(encoding="utf-8"))
    default = dacite.from_dict(Config, settings, dacite.Config(strict=True))
    config = tyro.cli(Config, default=default, args=words)
    train([asdict(layer) for layer in config.layers])


if __name__ == "__main__":
    main()
