"""A JSON file with a list of parts, of which __post_init__ makes dataclasses.

python parts_in_a_list_2.py parts_in_a_list/good.json
python parts_in_a_list_2.py parts_in_a_list/bad.json
"""

import argparse
import json
from dataclasses import InitVar, asdict, dataclass, field
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

    layers: InitVar[list[dict[str, Any]]]
    parts: list[Layer] = field(init=False)

    def __post_init__(self, layers: list[dict[str, Any]]) -> None:
        """Make the parts, with their defaults."""
        self.parts = [Layer(**each) for each in layers]


def train(layers: list[dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the file, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("config", type=Path)
    text = parser.parse_args().config.read_text(encoding="utf-8")
    settings = Settings(**json.loads(text))
    train(asdict(settings)["parts"])


if __name__ == "__main__":
    main()
