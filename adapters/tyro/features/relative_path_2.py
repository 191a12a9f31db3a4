"""A path in a file, as tyro's example overrides YAML.

python relative_path_2.py relative_path/run.yaml
"""

import sys
from pathlib import Path
from typing import TypedDict

import tyro
import yaml  # type: ignore[import-untyped]


def train(answers: str) -> None:
    """Stand for the training."""


class Config(TypedDict):
    """Train with recorded answers."""

    answers: Path


def main() -> None:
    """Read the file that is named first, then the command line, train."""
    file, *words = sys.argv[1:]
    settings = yaml.safe_load(Path(file).read_text(encoding="utf-8"))
    config = tyro.cli(Config, default=settings, args=words)
    train(Path(config["answers"]).read_text(encoding="utf-8").strip())


if __name__ == "__main__":
    main()
