"""Literal in the signature of what instantiate calls.

python literal_2.py +mode=slow +level=2
python literal_2.py +mode=medium
python literal_2.py +level=3
"""

from typing import Literal

import hydra
from hydra.core.config_store import ConfigStore
from hydra.utils import instantiate
from omegaconf import DictConfig

ConfigStore.instance().store(name="config", node={"_target_": "__main__.train"})


def train(mode: Literal["fast", "slow"] = "fast", level: Literal[1, 2] = 1) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path=None, config_name="config")
def main(cfg: DictConfig) -> None:
    """Train; instantiate reads the signature."""
    instantiate(cfg)


if __name__ == "__main__":
    main()
