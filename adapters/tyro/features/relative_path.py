"""A path in a file, relative to the file.

python relative_path.py relative_path/run.yaml
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import dacite
import tyro
import yaml  # type: ignore[import-untyped]


def train(answers: str) -> None:
    """Stand for the training."""


@dataclass
class Config:
    """Train with recorded answers."""

    answers: Path


def main() -> None:
    """Read the file that is named first, then the command line, train."""
    file, *words = sys.argv[1:]
    settings = yaml.safe_load(Path(file).read_text(encoding="utf-8"))
    paths = dacite.Config(type_hooks={Path: Path}, strict=True)
    default = dacite.from_dict(Config, settings, paths)
    config = tyro.cli(Config, default=default, args=words)
    train(config.answers.read_text(encoding="utf-8").strip())


if __name__ == "__main__":
    main()
