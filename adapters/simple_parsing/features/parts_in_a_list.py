"""A dataclass is loaded from a file, with the dataclasses in its list.

python parts_in_a_list.py parts_in_a_list/good.json
python parts_in_a_list.py parts_in_a_list/bad.json
"""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from simple_parsing import ArgumentParser, Serializable, list_field


@dataclass
class Layer(Serializable):
    """A layer of the network."""

    width: int
    dropout: float = 0.0


@dataclass
class Config(Serializable):
    """All settings of a run."""

    layers: list[Layer] = list_field()


def train(layers: list[dict[str, Any]]) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    parser = ArgumentParser()
    parser.add_argument("config", type=Path, help="file with settings")
    config = Config.load(parser.parse_args().config)
    train([asdict(layer) for layer in config.layers])
