"""A subgroup chooses a schedule, or the one that has no settings.

python optional_part.py
python optional_part.py --schedule cosine
python optional_part.py --schedule cosine --t_max 7
python optional_part.py --schedule cosine --t_max soon
"""

from dataclasses import asdict, dataclass
from typing import Any

from simple_parsing import parse
from simple_parsing.helpers.subgroups import subgroups


@dataclass
class Constant:
    """Keep the learning rate."""


@dataclass
class Cosine(Constant):
    """Follow a cosine."""

    t_max: int = 10  # epochs to the minimum
    eta_min: float = 0.0  # least learning rate


SCHEDULES: dict[str, Any] = {"none": Constant, "cosine": Cosine}


@dataclass
class Config:
    """All settings of a run."""

    # schedule of the learning rate
    schedule: Constant = subgroups(SCHEDULES, default="none")


def train(schedule: dict[str, Any] | None) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    train(asdict(parse(Config).schedule) or None)
