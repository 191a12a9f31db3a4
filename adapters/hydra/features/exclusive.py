"""A config group, of which one option is chosen: steps or epochs; the other is no setting then.

python exclusive.py length=steps length.steps=5
python exclusive.py length=epochs length.epochs=2
python exclusive.py length=steps length.steps=5 length.epochs=2
"""

from dataclasses import dataclass

import hydra
from hydra.utils import instantiate
from omegaconf import DictConfig


@dataclass
class Steps:
    """So many steps."""

    steps: int


@dataclass
class Epochs:
    """So many epochs."""

    epochs: int


def train(steps: int | None, epochs: int | None) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path="exclusive", config_name="config")
def main(cfg: DictConfig) -> None:
    """Train as long as was said."""
    length = {"steps": None, "epochs": None, **instantiate(cfg).length}
    train(length["steps"], length["epochs"])


if __name__ == "__main__":
    main()
