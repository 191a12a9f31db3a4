"""Seeds as a range, for one setting that is a number.

python range_sweep.py --model.seed "range(1, 4)"
"""

from lightning.pytorch import LightningModule
from lightning.pytorch.cli import LightningCLI


class Model(LightningModule):
    """A network."""

    def __init__(self, seed: int = 0) -> None:
        super().__init__()
        self.seed = seed


def train(seed: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    train(LightningCLI(Model, run=False).model.seed)


if __name__ == "__main__":
    main()
