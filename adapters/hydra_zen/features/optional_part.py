"""A part that is chosen, or none: a config group of which nothing is chosen.

python optional_part.py
python optional_part.py +schedule=cosine
python optional_part.py +schedule=cosine schedule.t_max=7
python optional_part.py +schedule=cosine schedule.t_max=soon
"""

from dataclasses import asdict, dataclass
from typing import Any

from hydra_zen import store, zen


@dataclass
class Cosine:
    """A schedule."""

    t_max: int = 10
    eta_min: float = 0.0


store(Cosine, group="schedule", name="cosine")


def train(schedule: dict[str, Any] | None) -> None:
    """Stand for the training."""


@store(name="config")
def main(schedule: Cosine | None = None) -> None:
    """Train; hydra-zen has made the schedule, if one was chosen."""
    train(asdict(schedule) if schedule else None)


if __name__ == "__main__":
    store.add_to_hydra_store()
    zen(main).hydra_main(config_name="config", config_path=None, version_base="1.3")
