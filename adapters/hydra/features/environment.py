"""A rate from the environment, by oc.env and a resolver that makes it a number.

LR=0.1 python environment.py
LR=0.1 python environment.py lr=0.2
LR=abc python environment.py
"""

import hydra
from omegaconf import DictConfig, OmegaConf

OmegaConf.register_new_resolver("float", float)


def train(lr: float) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path="environment", config_name="config")
def main(cfg: DictConfig) -> None:
    """Train; the rate is read when it is asked for."""
    train(cfg.lr)


if __name__ == "__main__":
    main()
