"""A path that is relative to the config file that names it.

python relative_path.py --config relative_path/run.yaml
"""

from jsonargparse.typing import Path_fr
from lightning.pytorch import LightningModule
from lightning.pytorch.cli import LightningCLI


class Model(LightningModule):
    """A network."""

    def __init__(self, answers: Path_fr) -> None:
        super().__init__()
        self.answers = answers.read_text().strip()


def train(answers: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    train(LightningCLI(Model, run=False).model.answers)


if __name__ == "__main__":
    main()
