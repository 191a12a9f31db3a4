"""A rate on the command line, and behind it a file with another.

python file_behind_words.py --model.lr 0.2 --config file_behind_words/run.yaml
"""

from lightning.pytorch import LightningModule
from lightning.pytorch.cli import LightningCLI


class Model(LightningModule):
    """A network."""

    def __init__(self, lr: float = 0.001) -> None:
        super().__init__()
        self.lr = lr


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    train(LightningCLI(Model, run=False).model.lr)


if __name__ == "__main__":
    main()
