"""A preset that is defined in Python: an option of a config group in the ConfigStore.

python preset_in_python.py
python preset_in_python.py +preset=small lr=0.1
python preset_in_python.py +preset=smal
"""

import hydra
from hydra.core.config_store import ConfigStore
from omegaconf import DictConfig

cs = ConfigStore.instance()
cs.store(name="config", node={"width": 64, "layers": 2, "lr": 0.001})
cs.store(
    group="preset", name="small", package="_global_", node={"width": 16, "layers": 1}
)


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path=None, config_name="config")
def main(cfg: DictConfig) -> None:
    """Train; Hydra has composed the config."""
    train(cfg.width, cfg.layers, cfg.lr)


if __name__ == "__main__":
    main()
