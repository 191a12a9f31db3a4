"""A config file that names another as its config, and has a rate of its own.

python file_extends.py --config file_extends/run.yaml
python file_extends.py --config file_extends/run.yaml --model.width 16
"""

from lightning.pytorch import LightningModule
from lightning.pytorch.cli import LightningCLI


class Model(LightningModule):
    """A network."""

    def __init__(self, width: int = 64, layers: int = 2, lr: float = 0.001) -> None:
        super().__init__()
        self.width, self.layers, self.lr = width, layers, lr


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    model = LightningCLI(Model, run=False).model
    train(model.width, model.layers, model.lr)


if __name__ == "__main__":
    main()
