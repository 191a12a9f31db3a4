"""Values that a setting may have, as a type.

python literal.py --model.mode slow --model.level 2
python literal.py --model.mode medium
python literal.py --model.level 3
"""

from typing import Literal

from lightning.pytorch import LightningModule
from lightning.pytorch.cli import LightningCLI


class Model(LightningModule):
    """A network."""

    def __init__(
        self, mode: Literal["fast", "slow"] = "fast", level: Literal[1, 2] = 1
    ) -> None:
        super().__init__()
        self.mode, self.level = mode, level


def train(mode: str, level: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    model = LightningCLI(Model, run=False).model
    train(model.mode, model.level)


if __name__ == "__main__":
    main()
