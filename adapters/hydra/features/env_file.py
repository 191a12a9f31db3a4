"""A rate from the environment, where a .env file lies beside the config.

python env_file.py
LR=0.2 python env_file.py
"""

import hydra
from omegaconf import DictConfig


def train(lr: float) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path="env_file", config_name="config")
def main(cfg: DictConfig) -> None:
    """Train; the rate is read when it is asked for."""
    train(cfg.lr)


if __name__ == "__main__":
    main()
