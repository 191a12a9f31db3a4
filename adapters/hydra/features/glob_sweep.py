"""All options of a config group that match, in a multirun.

python glob_sweep.py -m 'model=glob(lstm*)'
"""

import hydra
from omegaconf import DictConfig


def train(model: str) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path="glob_sweep", config_name="config")
def main(cfg: DictConfig) -> None:
    """Train, once for each option."""
    train(cfg.model.name)


if __name__ == "__main__":
    main()
