"""A YAML file with a list of parts, for a field that is a list of dataclasses.

python parts_in_a_list.py parts_in_a_list/good.yaml
python parts_in_a_list.py parts_in_a_list/bad.yaml
"""

import sys
from dataclasses import dataclass
from typing import Any

from transformers import HfArgumentParser


@dataclass
class Layer:
    """A part."""

    width: int
    dropout: float = 0.0


@dataclass
class Settings:
    """The settings."""

    layers: list[Layer]


def train(layers: list[dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the file, train."""
    parser = HfArgumentParser(Settings)  # type: ignore[arg-type]
    (settings,) = parser.parse_yaml_file(sys.argv[1])
    train(settings.layers)


if __name__ == "__main__":
    main()
