"""Two subgroups choose from one dictionary; nested flags set each.

python two_parts_of_a_kind.py
python two_parts_of_a_kind.py --generator adam
python two_parts_of_a_kind.py --generator adam --generator.lr 0.01 --discriminator.momentum 0.9
python two_parts_of_a_kind.py --generator.beta 0.5
"""

from dataclasses import asdict, dataclass
from typing import Any

from simple_parsing import ArgumentGenerationMode, NestedMode, parse
from simple_parsing.helpers.subgroups import subgroups


@dataclass
class SGD:
    """Stochastic gradient descent."""

    lr: float = 0.1  # learning rate
    momentum: float = 0.0  # share of the last step


@dataclass
class Adam:
    """Adam."""

    lr: float = 0.001  # learning rate
    beta: float = 0.9  # decay of the running average


OPTIMIZERS: dict[str, Any] = {"sgd": SGD, "adam": Adam}


@dataclass
class Config:
    """All settings of a run."""

    generator: SGD | Adam = subgroups(OPTIMIZERS, default="sgd")
    discriminator: SGD | Adam = subgroups(OPTIMIZERS, default="sgd")


def train(
    generator: str,
    generator_settings: dict[str, Any],
    discriminator: str,
    discriminator_settings: dict[str, Any],
) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    config = parse(
        Config,
        argument_generation_mode=ArgumentGenerationMode.NESTED,
        nested_mode=NestedMode.WITHOUT_ROOT,
    )
    train(
        type(config.generator).__name__.lower(),
        asdict(config.generator),
        type(config.discriminator).__name__.lower(),
        asdict(config.discriminator),
    )
