"""A JSON file with a list of parts, for a field that is a list of dataclasses.

python parts_in_a_list.py parts_in_a_list/good.json
python parts_in_a_list.py parts_in_a_list/bad.json
"""

import argparse
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass
class Layer:
    """A part."""

    width: int
    dropout: float = 0.0


@dataclass
class Settings:
    """The settings."""

    layers: list[Layer]


def train(layers: list[dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the file, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("config", type=Path)
    text = parser.parse_args().config.read_text(encoding="utf-8")
    settings = Settings(**json.loads(text))
    train(asdict(settings)["layers"])


if __name__ == "__main__":
    main()
