"""Two parts that are subclasses of one class; the command line names one, and its settings.

python two_parts_of_a_kind.py
python two_parts_of_a_kind.py --generator Adam
python two_parts_of_a_kind.py --generator Adam --generator.lr 0.01 --discriminator SGD --discriminator.momentum 0.9
python two_parts_of_a_kind.py --generator SGD --generator.beta 0.5
"""  # noqa: E501, W505  a command line is one line

from dataclasses import dataclass
from typing import Any

from jsonargparse import auto_cli


class Optimizer:
    """What makes steps."""


@dataclass
class SGD(Optimizer):
    """Gradient descent."""

    lr: float = 0.1
    momentum: float = 0.0


@dataclass
class Adam(Optimizer):
    """Adaptive moments."""

    lr: float = 0.001
    beta: float = 0.9


def train(
    generator: str,
    generator_settings: dict[str, Any],
    discriminator: str,
    discriminator_settings: dict[str, Any],
) -> None:
    """Stand for the training."""


def main(
    generator: Optimizer | None = None, discriminator: Optimizer | None = None
) -> None:
    """Train with what was chosen, or SGD."""
    parts = [generator or SGD(), discriminator or SGD()]
    names = [type(part).__name__.lower() for part in parts]
    train(names[0], vars(parts[0]), names[1], vars(parts[1]))


if __name__ == "__main__":
    auto_cli(main)
