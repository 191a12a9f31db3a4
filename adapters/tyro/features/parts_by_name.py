"""Parts from a file, under names of its own.

python parts_by_name.py parts_by_name/good.yaml
python parts_by_name.py parts_by_name/bad.yaml
"""

import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import dacite
import tyro
import yaml  # type: ignore[import-untyped]


def train(sources: dict[str, dict[str, Any]]) -> None:
    """Stand for the training."""


@dataclass
class Source:
    """A file of answers."""

    path: str
    weight: float = 1.0


@dataclass
class Config:
    """Train with several sources of answers."""

    sources: dict[str, Source]


def main() -> None:
    """Read the file that is named first, then the command line, train."""
    file, *words = sys.argv[1:]
    settings = yaml.safe_load(Path(file).read_text(encoding="utf-8"))
    numbers = dacite.Config(type_hooks={float: float}, strict=True)
    default = dacite.from_dict(Config, settings, numbers)
    config = tyro.cli(Config, default=default, args=words)
    train({name: asdict(source) for name, source in config.sources.items()})


if __name__ == "__main__":
    main()
