"""A schedule with settings of its own, or none.

python optional_part.py
python optional_part.py --schedule {}
python optional_part.py --schedule.t_max 7
python optional_part.py --schedule.t_max soon
"""

from dataclasses import asdict, dataclass
from typing import Any

from jsonargparse import auto_cli


@dataclass
class Cosine:
    """A rate that follows a cosine."""

    t_max: int = 10
    eta_min: float = 0.0


def train(schedule: dict[str, Any] | None) -> None:
    """Stand for the training."""


def main(schedule: Cosine | None = None) -> None:
    """Train with the schedule, if there is one."""
    train(asdict(schedule) if schedule else None)


if __name__ == "__main__":
    auto_cli(main)
