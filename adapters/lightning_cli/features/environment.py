"""A rate from a variable of the environment, or from the command line.

PL_MODEL__LR=0.1 python environment.py
PL_MODEL__LR=0.1 python environment.py --model.lr 0.2
PL_MODEL__LR=abc python environment.py
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
    cli = LightningCLI(Model, run=False, parser_kwargs={"default_env": True})
    train(cli.model.lr)


if __name__ == "__main__":
    main()
