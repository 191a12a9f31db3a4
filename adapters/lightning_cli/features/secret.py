"""A key that the dumped config does not show.

python secret.py --model.key hunter2
"""

from jsonargparse.typing import SecretStr
from lightning.pytorch import LightningModule
from lightning.pytorch.cli import LightningCLI


class Model(LightningModule):
    """A network."""

    def __init__(self, key: SecretStr, lr: float = 0.001) -> None:
        super().__init__()
        self.key, self.lr = key, lr


def train(key: str, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, print the config, train."""
    cli = LightningCLI(Model, run=False)
    print(cli.parser.dump(cli.config))
    train(cli.model.key.get_secret_value(), cli.model.lr)


if __name__ == "__main__":
    main()
