"""Two parts of the same kinds, of which each is chosen for itself.

python two_parts_of_a_kind.py
python two_parts_of_a_kind.py generator:adam
python two_parts_of_a_kind.py generator:adam --generator.lr 0.01 discriminator:sgd --discriminator.momentum 0.9
python two_parts_of_a_kind.py generator:sgd --generator.beta 0.5
"""  # noqa: E501, W505  a command line

from dataclasses import asdict, dataclass, field
from typing import Any

import tyro


def train(
    generator: str,
    generator_settings: dict[str, Any],
    discriminator: str,
    discriminator_settings: dict[str, Any],
) -> None:
    """Stand for the training."""


@dataclass
class SGD:
    """Stochastic gradient descent."""

    lr: float = 0.1
    momentum: float = 0.0


@dataclass
class Adam:
    """Adaptive moments."""

    lr: float = 0.001
    beta: float = 0.9


@dataclass
class Config:
    """Train a pair of networks."""

    generator: SGD | Adam = field(default_factory=SGD)
    discriminator: SGD | Adam = field(default_factory=SGD)


def main() -> None:
    """Read the command line, train."""
    config = tyro.cli(Config)
    train(
        type(config.generator).__name__.lower(),
        asdict(config.generator),
        type(config.discriminator).__name__.lower(),
        asdict(config.discriminator),
    )


if __name__ == "__main__":
    main()
