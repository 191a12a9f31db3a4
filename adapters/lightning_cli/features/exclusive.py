"""A training has a number of steps, or a number of epochs.

python exclusive.py --steps 5
python exclusive.py --epochs 2
python exclusive.py --steps 5 --epochs 2
"""

from lightning.pytorch import LightningModule
from lightning.pytorch.cli import LightningArgumentParser, LightningCLI


class CLI(LightningCLI):
    """A command line with a length of the training."""

    def add_arguments_to_parser(self, parser: LightningArgumentParser) -> None:
        """Declare steps and epochs, which exclude each other."""
        length = parser.add_mutually_exclusive_group()
        length.add_argument("--steps", type=int)
        length.add_argument("--epochs", type=int)


def train(steps: int | None, epochs: int | None) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    config = CLI(LightningModule, run=False).config
    train(config.steps, config.epochs)


if __name__ == "__main__":
    main()
