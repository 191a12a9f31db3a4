"""Several choices, said as a pattern.

python glob_sweep.py --models "lstm*"
"""

from dataclasses import dataclass, field
from typing import Literal

import tyro


def train(model: str) -> None:
    """Stand for the training."""


@dataclass
class Config:
    """Train each network."""

    models: list[Literal["bert", "lstm", "lstmattn"]] = field(
        default_factory=lambda: ["lstm"]
    )


def main() -> None:
    """Read the command line, train each network."""
    config = tyro.cli(Config)
    for model in config.models:
        train(model)


if __name__ == "__main__":
    main()
