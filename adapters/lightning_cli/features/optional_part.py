"""A schedule with settings of its own, or none.

python optional_part.py
python optional_part.py --model.schedule {}
python optional_part.py --model.schedule.t_max 7
python optional_part.py --model.schedule.t_max soon
"""

from dataclasses import asdict, dataclass
from typing import Any

from lightning.pytorch import LightningModule
from lightning.pytorch.cli import LightningCLI


@dataclass
class Cosine:
    """A rate that follows a cosine."""

    t_max: int = 10
    eta_min: float = 0.0


class Model(LightningModule):
    """A network."""

    def __init__(self, schedule: Cosine | None = None) -> None:
        super().__init__()
        self.schedule = schedule


def train(schedule: dict[str, Any] | None) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    schedule = LightningCLI(Model, run=False).model.schedule
    train(asdict(schedule) if schedule else None)


if __name__ == "__main__":
    main()
