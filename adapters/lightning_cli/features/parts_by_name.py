"""Sources under names that the file makes up.

python parts_by_name.py --config parts_by_name/good.yaml
python parts_by_name.py --config parts_by_name/bad.yaml
"""

from dataclasses import asdict, dataclass
from typing import Any

from lightning.pytorch import LightningDataModule, LightningModule
from lightning.pytorch.cli import LightningCLI


@dataclass
class Source:
    """Where answers come from."""

    path: str
    weight: float = 1.0


class Data(LightningDataModule):
    """The answers."""

    def __init__(self, sources: dict[str, Source]) -> None:
        super().__init__()
        self.sources = sources


def train(sources: dict[str, dict[str, Any]]) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    data = LightningCLI(LightningModule, Data, run=False).datamodule
    train({name: asdict(source) for name, source in data.sources.items()})


if __name__ == "__main__":
    main()
