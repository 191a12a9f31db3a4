"""A preset that is defined in Python: an instance of the dataclass, in the ConfigStore.

python preset_in_python.py
python preset_in_python.py --config-name small lr=0.1
python preset_in_python.py --config-name smal
"""

from dataclasses import dataclass

import hydra
from hydra.core.config_store import ConfigStore


@dataclass
class Config:
    """All settings."""

    width: int = 64
    layers: int = 2
    lr: float = 0.001


cs = ConfigStore.instance()
cs.store(name="config", node=Config)
cs.store(name="small", node=Config(width=16, layers=1))


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path=None, config_name="config")
def main(cfg: Config) -> None:
    """Train; Hydra has composed the config."""
    train(cfg.width, cfg.layers, cfg.lr)


if __name__ == "__main__":
    main()
