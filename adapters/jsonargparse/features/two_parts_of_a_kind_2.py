"""Two parts that are subclasses of one class, with an instance of one as the default.

python two_parts_of_a_kind_2.py
python two_parts_of_a_kind_2.py --generator Adam
python two_parts_of_a_kind_2.py --generator Adam --generator.lr 0.01 --discriminator.momentum 0.9
python two_parts_of_a_kind_2.py --generator.beta 0.5
"""

from dataclasses import dataclass
from typing import Any

from jsonargparse import ArgumentParser


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


def main() -> None:
    """Read the command line, train."""
    parser = ArgumentParser()
    parser.add_argument("--generator", type=Optimizer, default=SGD())
    parser.add_argument("--discriminator", type=Optimizer, default=SGD())
    cfg = parser.instantiate(parser.parse_args())
    names = [type(part).__name__.lower() for part in (cfg.generator, cfg.discriminator)]
    train(names[0], vars(cfg.generator), names[1], vars(cfg.discriminator))


if __name__ == "__main__":
    main()
