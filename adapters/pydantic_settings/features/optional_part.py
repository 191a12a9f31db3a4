"""A part that may be None: its own flag gives it, with its defaults.

python optional_part.py
python optional_part.py --schedule
python optional_part.py --schedule.t_max 7
python optional_part.py --schedule.t_max soon
"""

from typing import Any

from pydantic import BaseModel
from pydantic_settings import BaseSettings, CliApp


class Cosine(BaseModel):
    """Follow a cosine."""

    t_max: int = 10
    eta_min: float = 0.0


class Settings(BaseSettings):
    """All settings of a run."""

    schedule: Cosine | None = None


def train(schedule: dict[str, Any] | None) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    schedule = CliApp.run(Settings).schedule
    train(schedule.model_dump() if schedule else None)
