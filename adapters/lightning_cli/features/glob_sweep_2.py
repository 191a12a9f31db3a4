"""A list of models, which has them one by one.

python glob_sweep_2.py --model.names "[lstm*]"
"""

from typing import Literal

from lightning.pytorch import LightningModule
from lightning.pytorch.cli import LightningCLI


class Models(LightningModule):
    """Networks."""

    def __init__(self, names: list[Literal["bert", "lstm", "lstmattn"]]) -> None:
        super().__init__()
        self.names = names


def train(model: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train each model."""
    for name in LightningCLI(Models, run=False).model.names:
        train(name)


if __name__ == "__main__":
    main()
