"""A YAML file with parts by name, for a field that is a dictionary of dataclasses.

python parts_by_name.py parts_by_name/good.yaml
python parts_by_name.py parts_by_name/bad.yaml
"""

import sys
from dataclasses import dataclass
from typing import Any

from transformers import HfArgumentParser


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
    parser = HfArgumentParser(Settings)  # type: ignore[arg-type]
    (settings,) = parser.parse_yaml_file(sys.argv[1])
    train(settings.sources)


if __name__ == "__main__":
    main()
