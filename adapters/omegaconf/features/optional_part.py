"""A dataclass or None: a mapping makes it.

python optional_part.py
python optional_part.py schedule={}
python optional_part.py schedule.t_max=7
python optional_part.py schedule.t_max=soon
"""

from dataclasses import dataclass
from typing import Any

from omegaconf import OmegaConf


@dataclass
class Cosine:
    """A schedule."""

    t_max: int = 10
    eta_min: float = 0.0


@dataclass
class Config:
    """All settings."""

    schedule: Cosine | None = None


def train(schedule: dict[str, Any] | None) -> None:
    """Stand for the training."""


def main() -> None:
    """Merge the command line into the schema, train."""
    cfg = OmegaConf.merge(OmegaConf.structured(Config), OmegaConf.from_cli())
    settings: Any = OmegaConf.to_container(cfg)
    train(settings["schedule"])


if __name__ == "__main__":
    main()
