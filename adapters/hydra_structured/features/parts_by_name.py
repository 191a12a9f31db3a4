"""Sources in a file, under names of its own; its defaults list names the schema.

python parts_by_name.py --config-name good
python parts_by_name.py --config-name bad
"""

from dataclasses import dataclass, field
from typing import Any

import hydra
from hydra.core.config_store import ConfigStore
from omegaconf import MISSING, DictConfig, OmegaConf


@dataclass
class Source:
    """Where data comes from."""

    path: str = MISSING
    weight: float = 1.0


@dataclass
class Config:
    """All settings."""

    sources: dict[str, Source] = field(default_factory=dict)


ConfigStore.instance().store(name="schema", node=Config)


def train(sources: dict[str, dict[str, Any]]) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path="parts_by_name")
def main(cfg: DictConfig) -> None:
    """Train; the schema has checked the sources."""
    settings: Any = OmegaConf.to_container(cfg, throw_on_missing=True)
    train(settings["sources"])


if __name__ == "__main__":
    main()
