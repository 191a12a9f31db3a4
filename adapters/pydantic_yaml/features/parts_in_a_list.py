"""A list of models is filled from a file.

python parts_in_a_list.py --config parts_in_a_list/good.yaml
python parts_in_a_list.py --config parts_in_a_list/bad.yaml
"""

import argparse
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from pydantic import BaseModel


class Layer(BaseModel, extra="forbid"):
    """A layer of the network."""

    width: int
    dropout: float = 0.0


class Config(BaseModel, extra="forbid"):
    """All settings of a run."""

    layers: list[Layer] = []


def train(layers: list[dict[str, Any]]) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", type=Path, required=True)
    file = parser.parse_args().config
    settings = yaml.safe_load(file.read_text(encoding="utf-8"))
    config = Config.model_validate(settings)
    train([layer.model_dump() for layer in config.layers])
