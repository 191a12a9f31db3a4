"""A .env file, loaded as OmegaConf loads files, and merged into the config.

python env_file_2.py
LR=0.2 python env_file_2.py
"""

import hydra
from omegaconf import DictConfig, OmegaConf


def train(lr: float) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path="env_file", config_name="config")
def main(cfg: DictConfig) -> None:
    """Merge what the file has, train."""
    settings = OmegaConf.merge(OmegaConf.load("env_file/.env"), cfg)
    train(settings.lr)


if __name__ == "__main__":
    main()
