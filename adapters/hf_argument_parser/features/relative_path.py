"""A path in a JSON file, for a field that is a path.

python relative_path.py relative_path/run.json
"""

import sys
from dataclasses import dataclass
from pathlib import Path

from transformers import HfArgumentParser


@dataclass
class Settings:
    """The settings."""

    answers: Path


def train(answers: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the file, train."""
    parser = HfArgumentParser(Settings)  # type: ignore[arg-type]
    (settings,) = parser.parse_json_file(sys.argv[1])
    train(Path(settings.answers).read_text(encoding="utf-8").strip())


if __name__ == "__main__":
    main()
