"""A config that extends another: it stands in its defaults list.

python file_extends.py --config-name run
python file_extends.py --config-name run width=16
"""

import hydra
from omegaconf import DictConfig


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path="file_extends", config_name="config")
def main(cfg: DictConfig) -> None:
    """Train; Hydra has composed the config."""
    train(cfg.width, cfg.layers, cfg.lr)


if __name__ == "__main__":
    main()
