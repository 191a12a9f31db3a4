"""A schedule with settings of its own, or none.

python optional_part.py
python optional_part.py --schedule={}
python optional_part.py --schedule.t_max=7
python optional_part.py --schedule.t_max=soon
"""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
# draccus does not annotate its decorators, nor how its registries are made.

from dataclasses import asdict, dataclass
from typing import Any

import draccus


@dataclass
class Cosine:
    """A rate that follows a cosine."""

    t_max: int = 10
    eta_min: float = 0.0


@dataclass
class Config:
    """The training."""

    schedule: Cosine | None = None


def train(schedule: dict[str, Any] | None) -> None:
    """Stand for the training."""


@draccus.wrap()
def main(config: Config) -> None:
    """Train with the schedule, if there is one."""
    train(asdict(config.schedule) if config.schedule else None)


if __name__ == "__main__":
    main()
