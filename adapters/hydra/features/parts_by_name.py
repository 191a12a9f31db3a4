"""Sources in a file, under names of its own: each names its dataclass, which instantiate makes.

python parts_by_name.py --config-name good
python parts_by_name.py --config-name bad
"""

from dataclasses import dataclass
from typing import Any

import hydra
from hydra.utils import instantiate
from omegaconf import DictConfig, OmegaConf


@dataclass
class Source:
    """Where data comes from."""

    path: str
    weight: float = 1.0


def train(sources: dict[str, dict[str, Any]]) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path="parts_by_name")
def main(cfg: DictConfig) -> None:
    """Make the sources, train."""
    sources: Any = OmegaConf.to_container(instantiate(cfg.sources))
    train(sources)


if __name__ == "__main__":
    main()
