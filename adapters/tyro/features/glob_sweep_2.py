"""A choice between parts, said as a pattern.

python glob_sweep_2.py "model:lstm*"
"""

from dataclasses import dataclass, field

import tyro


def train(model: str) -> None:
    """Stand for the training."""


@dataclass
class Bert:
    """A transformer encoder."""


@dataclass
class Lstm:
    """A stacked LSTM."""


@dataclass
class Lstmattn:
    """The LSTM with attention behind it."""


@dataclass
class Config:
    """Train a network."""

    model: Bert | Lstm | Lstmattn = field(default_factory=Lstm)


def main() -> None:
    """Read the command line, train."""
    config = tyro.cli(Config)
    train(type(config.model).__name__.lower())


if __name__ == "__main__":
    main()
