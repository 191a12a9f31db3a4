"""Layers in a file, whose defaults list names the schema.

python parts_in_a_list.py --config-name good
python parts_in_a_list.py --config-name bad
"""

from dataclasses import dataclass, field
from typing import Any

import hydra
from hydra.core.config_store import ConfigStore
from omegaconf import MISSING, DictConfig, OmegaConf


@dataclass
class Layer:
    """A layer of the network."""

    width: int = MISSING
    dropout: float = 0.0


@dataclass
class Config:
    """All settings."""

    layers: list[Layer] = field(default_factory=list)


ConfigStore.instance().store(name="schema", node=Config)


def train(layers: list[dict[str, Any]]) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path="parts_in_a_list")
def main(cfg: DictConfig) -> None:
    """Train; the schema has checked the layers."""
    settings: Any = OmegaConf.to_container(cfg, throw_on_missing=True)
    train(settings["layers"])


if __name__ == "__main__":
    main()
