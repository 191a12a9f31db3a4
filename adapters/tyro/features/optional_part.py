"""A schedule with settings of its own, or none.

python optional_part.py
python optional_part.py schedule:cosine
python optional_part.py schedule:cosine --schedule.t-max 7
python optional_part.py schedule:cosine --schedule.t-max soon
"""

from dataclasses import asdict, dataclass
from typing import Any

import tyro


def train(schedule: dict[str, Any] | None) -> None:
    """Stand for the training."""


@dataclass
class Cosine:
    """Let the rate follow a cosine."""

    t_max: int = 10
    eta_min: float = 0.0


@dataclass
class Config:
    """Train a network."""

    schedule: Cosine | None = None


def main() -> None:
    """Read the command line, train."""
    config = tyro.cli(Config)
    train(asdict(config.schedule) if config.schedule else None)


if __name__ == "__main__":
    main()
