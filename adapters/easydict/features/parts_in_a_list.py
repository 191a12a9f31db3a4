"""A list of a YAML file becomes a list of EasyDicts.

python parts_in_a_list.py parts_in_a_list/good.yaml
python parts_in_a_list.py parts_in_a_list/bad.yaml
"""

import argparse
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]
from easydict import EasyDict  # type: ignore[import-untyped]


def train(layers: list[dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the file, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("config", type=Path)
    text = parser.parse_args().config.read_text(encoding="utf-8")
    cfg = EasyDict(yaml.safe_load(text))
    train([dict(each) for each in cfg.layers])


if __name__ == "__main__":
    main()
