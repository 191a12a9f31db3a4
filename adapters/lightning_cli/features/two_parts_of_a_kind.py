"""Two parts of a model that are subclasses of one class; words name one, and its settings.

python two_parts_of_a_kind.py
python two_parts_of_a_kind.py --model.generator Adam
python two_parts_of_a_kind.py --model.generator Adam --model.generator.lr 0.01 --model.discriminator SGD --model.discriminator.momentum 0.9
python two_parts_of_a_kind.py --model.generator SGD --model.generator.beta 0.5
"""  # noqa: E501, W505  a command line is one line

from dataclasses import dataclass
from typing import Any

from lightning.pytorch import LightningModule
from lightning.pytorch.cli import LightningCLI


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


class GAN(LightningModule):
    """Two networks."""

    def __init__(
        self, generator: Optimizer | None = None, discriminator: Optimizer | None = None
    ) -> None:
        super().__init__()
        self.parts = [generator or SGD(), discriminator or SGD()]


def train(
    generator: str,
    generator_settings: dict[str, Any],
    discriminator: str,
    discriminator_settings: dict[str, Any],
) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parts = LightningCLI(GAN, run=False).model.parts
    names = [type(part).__name__.lower() for part in parts]
    train(names[0], vars(parts[0]), names[1], vars(parts[1]))


if __name__ == "__main__":
    main()
