"""A config group of dataclasses, of which one is chosen: steps or epochs; the other is no setting.

python exclusive.py +length=steps length.steps=5
python exclusive.py +length=epochs length.epochs=2
python exclusive.py +length=steps length.steps=5 length.epochs=2
"""

from dataclasses import dataclass, field
from typing import Any

import hydra
from hydra.core.config_store import ConfigStore
from omegaconf import MISSING, DictConfig


@dataclass
class Length:
    """How long to train: no one has said so."""


@dataclass
class Steps(Length):
    """So many steps."""

    steps: int = MISSING


@dataclass
class Epochs(Length):
    """So many epochs."""

    epochs: int = MISSING


@dataclass
class Config:
    """All settings."""

    length: Length = field(default_factory=Length)


cs = ConfigStore.instance()
cs.store(name="config", node=Config)
cs.store(group="length", name="steps", node=Steps)
cs.store(group="length", name="epochs", node=Epochs)


def train(steps: int | None, epochs: int | None) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path=None, config_name="config")
def main(cfg: DictConfig) -> None:
    """Train as long as was said."""
    length: dict[str, Any] = {"steps": None, "epochs": None, **cfg.length}
    train(length["steps"], length["epochs"])


if __name__ == "__main__":
    main()
