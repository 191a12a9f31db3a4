"""A pattern in the place of a choice.

python glob_sweep.py 'model=lstm*'
"""

from dataclasses import dataclass
from typing import Literal

from omegaconf import OmegaConf


@dataclass
class Config:
    """All settings."""

    model: Literal["bert", "lstm", "lstmattn"] = "bert"


def train(model: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Merge the command line into the schema, train."""
    cfg = OmegaConf.merge(OmegaConf.structured(Config), OmegaConf.from_cli())
    train(cfg.model)


if __name__ == "__main__":
    main()
