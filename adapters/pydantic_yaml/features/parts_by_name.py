"""A dictionary of models is filled from a file.

python parts_by_name.py --config parts_by_name/good.yaml
python parts_by_name.py --config parts_by_name/bad.yaml
"""

import argparse
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from pydantic import BaseModel


class Source(BaseModel, extra="forbid"):
    """A source of answers."""

    path: str
    weight: float = 1.0


class Config(BaseModel, extra="forbid"):
    """All settings of a run."""

    sources: dict[str, Source] = {}


def train(sources: dict[str, dict[str, Any]]) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--config", type=Path, required=True)
    file = parser.parse_args().config
    settings = yaml.safe_load(file.read_text(encoding="utf-8"))
    sources = Config.model_validate(settings).sources
    train({name: source.model_dump() for name, source in sources.items()})
