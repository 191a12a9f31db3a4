"""Layers in a file: each names its dataclass, which instantiate makes, with its types and defaults.

python parts_in_a_list.py --config-name good
python parts_in_a_list.py --config-name bad
"""

from dataclasses import dataclass
from typing import Any

import hydra
from hydra.utils import instantiate
from omegaconf import DictConfig, OmegaConf


@dataclass
class Layer:
    """A layer of the network."""

    width: int
    dropout: float = 0.0


def train(layers: list[dict[str, Any]]) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path="parts_in_a_list")
def main(cfg: DictConfig) -> None:
    """Make the layers, train."""
    layers: Any = OmegaConf.to_container(instantiate(cfg.layers))
    train(layers)


if __name__ == "__main__":
    main()
