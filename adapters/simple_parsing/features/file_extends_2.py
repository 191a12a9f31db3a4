"""A config file has a path in the place of a dataclass, which is read there.

python file_extends_2.py --config_path file_extends/placed.json
python file_extends_2.py --config_path file_extends/placed.json --width 16
"""

from dataclasses import dataclass

from simple_parsing import ArgumentParser


@dataclass
class Config:
    """All settings of a run."""

    width: int = 64  # width of the layers
    layers: int = 2  # number of layers
    lr: float = 0.001  # learning rate


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    parser = ArgumentParser(add_config_path_arg=True)
    parser.add_arguments(Config, dest="config")
    config = parser.parse_args().config
    train(config.width, config.layers, config.lr)
