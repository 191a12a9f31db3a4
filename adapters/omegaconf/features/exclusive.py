"""A unit, said first, selects by interpolation what can be said: steps or epochs.

python exclusive.py unit=steps length.steps=5
python exclusive.py unit=epochs length.epochs=2
python exclusive.py unit=steps length.steps=5 length.epochs=2
"""

from dataclasses import dataclass, field
from typing import Any

from omegaconf import MISSING, SI, OmegaConf


@dataclass
class Open:
    """Nobody has said how long."""


@dataclass
class Steps:
    """So many steps."""

    steps: int = MISSING


@dataclass
class Epochs:
    """So many epochs."""

    epochs: int = MISSING


@dataclass
class Units:
    """What can be said."""

    open: Open = field(default_factory=Open)
    steps: Steps = field(default_factory=Steps)
    epochs: Epochs = field(default_factory=Epochs)


@dataclass
class Config:
    """All settings."""

    units: Units = field(default_factory=Units)
    unit: str = "open"
    length: Any = SI("${units[${unit}]}")  # noqa: RUF009  a string


def train(steps: int | None = None, epochs: int | None = None) -> None:
    """Stand for the training."""


def main() -> None:
    """Merge the command line into the schema, train as long as was said."""
    cfg = OmegaConf.merge(OmegaConf.structured(Config), OmegaConf.from_cli())
    train(**cfg.length)


if __name__ == "__main__":
    main()
