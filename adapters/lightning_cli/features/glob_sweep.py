"""The models whose names begin with lstm, by a star.

python glob_sweep.py --model.name "lstm*"
"""

from typing import Literal

from lightning.pytorch import LightningModule
from lightning.pytorch.cli import LightningCLI


class Model(LightningModule):
    """A network."""

    def __init__(self, name: Literal["bert", "lstm", "lstmattn"] = "bert") -> None:
        super().__init__()
        self.kind = name


def train(model: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    train(LightningCLI(Model, run=False).model.kind)


if __name__ == "__main__":
    main()
