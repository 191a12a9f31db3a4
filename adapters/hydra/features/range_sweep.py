"""A range of values in a multirun.

python range_sweep.py -m 'seed=range(1,4)'
"""

import hydra
from omegaconf import DictConfig


def train(seed: int) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path="range_sweep", config_name="config")
def main(cfg: DictConfig) -> None:
    """Train, once for each value."""
    train(cfg.seed)


if __name__ == "__main__":
    main()
