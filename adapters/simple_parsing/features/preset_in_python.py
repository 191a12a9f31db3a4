"""A subgroup has a preset, which is a partial of the dataclass.

python preset_in_python.py
python preset_in_python.py --preset small --lr 0.1
python preset_in_python.py --preset smal
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

from simple_parsing import parse
from simple_parsing.helpers.subgroups import subgroups


@dataclass
class Config:
    """All settings of a run."""

    width: int = 64  # width of the layers
    layers: int = 2  # number of layers
    lr: float = 0.001  # learning rate


PRESETS: dict[str, Any] = {
    "default": Config,
    "small": partial(Config, width=16, layers=1),
}


@dataclass
class Chosen:
    """The choice of a preset."""

    # settings to start from
    preset: Config = subgroups(PRESETS, default="default")


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    config = parse(Chosen).preset
    train(config.width, config.layers, config.lr)
