"""A part that may be None: a mapping gives it, with its defaults.

python optional_part.py
python optional_part.py 'schedule={}'
python optional_part.py schedule.t_max=7
python optional_part.py schedule.t_max=soon
"""

import sys
from typing import Any

import yaml  # type: ignore[import-untyped]  # PyYAML ships no types
from pydantic import BaseModel


class Cosine(BaseModel, extra="forbid"):
    """Follow a cosine."""

    t_max: int = 10
    eta_min: float = 0.0


class Config(BaseModel, extra="forbid"):
    """All settings of a run."""

    schedule: Cosine | None = None


def read(words: list[str]) -> dict[str, Any]:
    """Read SECTION.KEY=VALUE, the values in YAML."""
    settings: dict[str, Any] = {}
    for word in words:
        path, _, text = word.partition("=")
        *sections, key = path.split(".")
        target = settings
        for section in sections:
            target = target.setdefault(section, {})
        target[key] = yaml.safe_load(text)
    return settings


def train(schedule: dict[str, Any] | None) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    schedule = Config.model_validate(read(sys.argv[1:])).schedule
    train(schedule.model_dump() if schedule else None)
