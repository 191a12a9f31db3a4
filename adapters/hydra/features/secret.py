"""A key that stays in the environment: what is printed is the reference, until it is asked for.

KEY=hunter2 python secret.py
"""

import hydra
from omegaconf import DictConfig, OmegaConf


def train(key: str, lr: float) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path="secret", config_name="config")
def main(cfg: DictConfig) -> None:
    """Print the config, train."""
    print(OmegaConf.to_yaml(cfg))
    train(cfg.key, cfg.lr)


if __name__ == "__main__":
    main()
