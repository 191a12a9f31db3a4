"""A .env file as the default config file.

python env_file.py
PL_MODEL__LR=0.2 python env_file.py
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
    settings = {"default_config_files": ["env_file/.env"], "default_env": True}
    cli = LightningCLI(Model, run=False, parser_kwargs=settings)
    train(cli.model.lr)


if __name__ == "__main__":
    main()
