"""A path in a JSON file, for a field that is a path.

python relative_path.py relative_path/run.json
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Settings:
    """The settings."""

    answers: Path


def train(answers: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the file, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("config", type=Path)
    text = parser.parse_args().config.read_text(encoding="utf-8")
    settings = Settings(**json.loads(text))
    train(Path(settings.answers).read_text(encoding="utf-8").strip())


if __name__ == "__main__":
    main()
