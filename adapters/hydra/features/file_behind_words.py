"""A rate on the command line, and behind it the name of a config.

python file_behind_words.py lr=0.2 --config-name run
"""

import hydra
from omegaconf import DictConfig


def train(lr: float) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path="file_behind_words", config_name="config")
def main(cfg: DictConfig) -> None:
    """Train; Hydra has composed the config."""
    train(cfg.lr)


if __name__ == "__main__":
    main()
