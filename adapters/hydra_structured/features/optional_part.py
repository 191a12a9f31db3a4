"""A part that is chosen, or none: a config group of dataclasses.

python optional_part.py
python optional_part.py schedule=cosine
python optional_part.py schedule=cosine schedule.t_max=7
python optional_part.py schedule=cosine schedule.t_max=soon
"""

from dataclasses import dataclass, field
from typing import Any

import hydra
from hydra.core.config_store import ConfigStore
from omegaconf import DictConfig, OmegaConf


@dataclass
class Cosine:
    """A schedule."""

    t_max: int = 10
    eta_min: float = 0.0


@dataclass
class Config:
    """All settings; no schedule is chosen."""

    defaults: list[Any] = field(default_factory=lambda: ["_self_", {"schedule": None}])
    schedule: Cosine | None = None


cs = ConfigStore.instance()
cs.store(name="config", node=Config)
cs.store(group="schedule", name="cosine", node=Cosine)


def train(schedule: dict[str, Any] | None) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path=None, config_name="config")
def main(cfg: DictConfig) -> None:
    """Train, with a schedule if one was chosen."""
    settings: Any = OmegaConf.to_container(cfg)
    train(settings["schedule"])


if __name__ == "__main__":
    main()
