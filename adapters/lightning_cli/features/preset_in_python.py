"""A preset is a subclass of the settings with defaults of its own, chosen by its name.

python preset_in_python.py
python preset_in_python.py --model.settings Small --model.settings.lr 0.1
python preset_in_python.py --model.settings smal
"""

from lightning.pytorch import LightningModule
from lightning.pytorch.cli import LightningCLI


class Settings:
    """Settings of a training."""

    def __init__(self, width: int = 64, layers: int = 2, lr: float = 0.001) -> None:
        self.width, self.layers, self.lr = width, layers, lr


class Small(Settings):
    """A small network."""

    def __init__(self, width: int = 16, layers: int = 1, lr: float = 0.001) -> None:
        super().__init__(width, layers, lr)


class Model(LightningModule):
    """A network of the settings that were chosen, or of the usual ones."""

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.settings = settings or Settings()


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    settings = LightningCLI(Model, run=False).model.settings
    train(settings.width, settings.layers, settings.lr)


if __name__ == "__main__":
    main()
