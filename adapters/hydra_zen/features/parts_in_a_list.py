"""Layers in a file, checked by pydantic.

python parts_in_a_list.py --config-name good
python parts_in_a_list.py --config-name bad
"""

from typing import Any

from hydra_zen import zen
from hydra_zen.third_party.pydantic import pydantic_parser
from pydantic import BaseModel


class Layer(BaseModel):
    """A layer of the network."""

    width: int
    dropout: float = 0.0


def train(layers: list[dict[str, Any]]) -> None:
    """Stand for the training."""


def main(layers: list[Layer]) -> None:
    """Train; pydantic has made the layers."""
    train([layer.model_dump() for layer in layers])


task = zen(main, instantiation_wrapper=pydantic_parser)

if __name__ == "__main__":
    task.hydra_main(config_name=None, config_path="parts_in_a_list", version_base="1.3")
