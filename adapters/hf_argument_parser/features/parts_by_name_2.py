"""A YAML file with parts by name, of which __post_init__ makes dataclasses.

python parts_by_name_2.py parts_by_name/good.yaml
python parts_by_name_2.py parts_by_name/bad.yaml
"""

import sys
from dataclasses import asdict, dataclass
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

    sources: dict[str, dict[str, Any]]

    def __post_init__(self) -> None:
        """Make the parts, with their defaults."""
        made = {name: Source(**each) for name, each in self.sources.items()}
        self.sources = {name: asdict(each) for name, each in made.items()}


def train(sources: dict[str, dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the file, train."""
    parser = HfArgumentParser(Settings)  # type: ignore[arg-type]
    (settings,) = parser.parse_yaml_file(sys.argv[1])
    train(settings.sources)


if __name__ == "__main__":
    main()
