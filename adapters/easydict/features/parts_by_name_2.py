"""A class with a default, as the README's Flower, of each section of a YAML file.

python parts_by_name_2.py parts_by_name/good.yaml
python parts_by_name_2.py parts_by_name/bad.yaml
"""

import argparse
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]
from easydict import EasyDict  # type: ignore[import-untyped]


class Source(EasyDict):  # type: ignore[misc]
    """A part."""

    path: str
    weight: float = 1.0


def train(sources: dict[str, dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the file, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("config", type=Path)
    text = parser.parse_args().config.read_text(encoding="utf-8")
    cfg = EasyDict(yaml.safe_load(text))
    sources = {name: Source(each) for name, each in cfg.sources.items()}
    train({name: dict(each) for name, each in sources.items()})


if __name__ == "__main__":
    main()
