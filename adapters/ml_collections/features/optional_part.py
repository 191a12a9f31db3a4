"""A field that is a dataclass or None is built by a word; its fields are flags.

python optional_part.py
python optional_part.py --config.schedule=build
python optional_part.py --config.schedule=build --config.schedule.t_max=7
python optional_part.py --config.schedule=build --config.schedule.t_max=soon
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from absl import app
from ml_collections import config_flags  # type: ignore[import-untyped]


@dataclass
class Cosine:
    """A schedule of the rate."""

    t_max: int = 10
    eta_min: float = 0.0


@dataclass
class Config:
    """The settings."""

    schedule: Cosine | None = None


_CONFIG = config_flags.DEFINE_config_dataclass("config", Config())


def train(schedule: dict[str, Any] | None) -> None:
    """Stand for the training."""


def main(_: Sequence[str]) -> None:
    """Train with the config."""
    schedule = _CONFIG.value.schedule
    train(None if schedule is None else asdict(schedule))


if __name__ == "__main__":
    app.run(main)
