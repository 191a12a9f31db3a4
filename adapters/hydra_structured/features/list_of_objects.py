"""A list of structured configs.

python list_of_objects.py 'callbacks=[{name:stop},{name:save,every:5}]'
python list_of_objects.py 'callbacks=[{name:save,evry:5}]'
"""

from dataclasses import dataclass, field
from typing import Any

import hydra
from hydra.core.config_store import ConfigStore
from omegaconf import MISSING, DictConfig, OmegaConf


@dataclass
class Callback:
    """What is called every few steps."""

    name: str = MISSING
    every: int = 1


@dataclass
class Config:
    """All settings."""

    callbacks: list[Callback] = field(default_factory=list)


ConfigStore.instance().store(name="config", node=Config)


def train(callbacks: list[dict[str, Any]]) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path=None, config_name="config")
def main(cfg: DictConfig) -> None:
    """Train; the schema has checked the callbacks."""
    settings: Any = OmegaConf.to_container(cfg, throw_on_missing=True)
    train(settings["callbacks"])


if __name__ == "__main__":
    main()
