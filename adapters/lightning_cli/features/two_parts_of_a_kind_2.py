"""Two parts of a model that are subclasses of one class, with an instance of one as the default.

python two_parts_of_a_kind_2.py
python two_parts_of_a_kind_2.py --model.generator Adam
python two_parts_of_a_kind_2.py --model.generator Adam --model.generator.lr 0.01 --model.discriminator.momentum 0.9
python two_parts_of_a_kind_2.py --model.generator.beta 0.5
"""  # noqa: E501, W505  a command line is one line
# ruff: noqa: B008  the library reads the call, and makes each anew

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
        self, generator: Optimizer = SGD(), discriminator: Optimizer = SGD()
    ) -> None:
        super().__init__()
        self.kinds = [
            type(part).__name__.lower() for part in (generator, discriminator)
        ]
        self.settings = [vars(generator), vars(discriminator)]


def train(
    generator: str,
    generator_settings: dict[str, Any],
    discriminator: str,
    discriminator_settings: dict[str, Any],
) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    model = LightningCLI(GAN, run=False).model
    train(model.kinds[0], model.settings[0], model.kinds[1], model.settings[1])


if __name__ == "__main__":
    main()
