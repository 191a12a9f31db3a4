"""A JSON file with parts by name, for a field that is a dictionary of dataclasses.

python parts_by_name.py parts_by_name/good.json
python parts_by_name.py parts_by_name/bad.json
"""

import argparse
import json
from dataclasses import asdict, dataclass
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

    sources: dict[str, Source]


def train(sources: dict[str, dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the file, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("config", type=Path)
    text = parser.parse_args().config.read_text(encoding="utf-8")
    settings = Settings(**json.loads(text))
    train(asdict(settings)["sources"])


if __name__ == "__main__":
    main()
