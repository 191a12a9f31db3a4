"""A config file names another one with a key.

python file_extends.py --config_path file_extends/run.json
python file_extends.py --config_path file_extends/run.json --width 16
"""

from dataclasses import dataclass

from simple_parsing import parse


@dataclass
class Config:
    """All settings of a run."""

    width: int = 64  # width of the layers
    layers: int = 2  # number of layers
    lr: float = 0.001  # learning rate


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    config = parse(Config, add_config_path_arg=True)
    train(config.width, config.layers, config.lr)
