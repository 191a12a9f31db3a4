"""A JSON file with parts by name, of which __post_init__ makes dataclasses.

python parts_by_name_2.py parts_by_name/good.json
python parts_by_name_2.py parts_by_name/bad.json
"""

import argparse
import json
from dataclasses import InitVar, asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass
class Source:
    """A part."""

    path: str
    weight: float = 1.0


@dataclass
class Settings:
    """The settings."""

    sources: InitVar[dict[str, dict[str, Any]]]
    parts: dict[str, Source] = field(init=False)

    def __post_init__(self, sources: dict[str, dict[str, Any]]) -> None:
        """Make the parts, with their defaults."""
        self.parts = {name: Source(**each) for name, each in sources.items()}


def train(sources: dict[str, dict[str, Any]]) -> None:
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
