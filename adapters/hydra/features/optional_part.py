"""A part that is chosen, or none: a config group, whose option instantiate makes.

python optional_part.py
python optional_part.py schedule=cosine
python optional_part.py schedule=cosine schedule.t_max=7
python optional_part.py schedule=cosine schedule.t_max=soon
"""

from dataclasses import dataclass
from typing import Any

import hydra
from hydra.utils import instantiate
from omegaconf import DictConfig, OmegaConf


@dataclass
class Cosine:
    """A schedule."""

    t_max: int
    eta_min: float


def train(schedule: dict[str, Any] | None) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path="optional_part", config_name="config")
def main(cfg: DictConfig) -> None:
    """Make the schedule if one was chosen, train."""
    settings: Any = OmegaConf.to_container(instantiate(cfg))
    train(settings["schedule"])


if __name__ == "__main__":
    main()
