"""A .env file, loaded as a config, behind which the environment stands.

python env_file_2.py
LR=0.2 python env_file_2.py
"""

from omegaconf import OmegaConf

CONFIG = {"lr": "${oc.decode:${oc.env:LR,${oc.select:LR,0.001}}}"}


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Merge the file into the config, train."""
    cfg = OmegaConf.merge(CONFIG, OmegaConf.load("env_file/.env"))
    train(cfg.lr)


if __name__ == "__main__":
    main()
