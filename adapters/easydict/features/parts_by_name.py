"""Sections of a YAML file become EasyDicts.

python parts_by_name.py parts_by_name/good.yaml
python parts_by_name.py parts_by_name/bad.yaml
"""

import argparse
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]
from easydict import EasyDict  # type: ignore[import-untyped]


def train(sources: dict[str, dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the file, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("config", type=Path)
    text = parser.parse_args().config.read_text(encoding="utf-8")
    cfg = EasyDict(yaml.safe_load(text))
    train({name: dict(each) for name, each in cfg.sources.items()})


if __name__ == "__main__":
    main()
