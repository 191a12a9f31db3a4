"""A list of layers, each with types and defaults, from a file.

python parts_in_a_list.py --config parts_in_a_list/good.yaml
python parts_in_a_list.py --config parts_in_a_list/bad.yaml
"""

from dataclasses import asdict, dataclass
from typing import Any

from lightning.pytorch import LightningModule
from lightning.pytorch.cli import LightningCLI


@dataclass
class Layer:
    """One layer."""

    width: int
    dropout: float = 0.0


class Model(LightningModule):
    """A network."""

    def __init__(self, layers: list[Layer]) -> None:
        super().__init__()
        self.layers = layers


def train(layers: list[dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    train([asdict(layer) for layer in LightningCLI(Model, run=False).model.layers])


if __name__ == "__main__":
    main()
