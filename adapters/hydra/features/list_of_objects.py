"""Objects in a list: each names its dataclass, and instantiate makes it.

python list_of_objects.py 'callbacks=[{_target_:__main__.Callback,name:stop},{_target_:__main__.Callback,name:save,every:5}]'
python list_of_objects.py 'callbacks=[{_target_:__main__.Callback,name:save,evry:5}]'
"""  # noqa: E501, W505  one command line

from dataclasses import dataclass
from typing import Any

import hydra
from hydra.utils import instantiate
from omegaconf import DictConfig, OmegaConf


@dataclass
class Callback:
    """What is called every few steps."""

    name: str
    every: int = 1


def train(callbacks: list[dict[str, Any]]) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path="list_of_objects", config_name="config")
def main(cfg: DictConfig) -> None:
    """Make the callbacks, train."""
    callbacks: Any = OmegaConf.to_container(instantiate(cfg.callbacks))
    train(callbacks)


if __name__ == "__main__":
    main()
