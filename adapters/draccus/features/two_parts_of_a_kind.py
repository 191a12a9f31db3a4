"""Two parts that are choices of one registry; the command line names one, and its settings.

python two_parts_of_a_kind.py
python two_parts_of_a_kind.py --generator.type=adam
python two_parts_of_a_kind.py --generator.type=adam --generator.lr=0.01 --discriminator.momentum=0.9
python two_parts_of_a_kind.py --generator.beta=0.5
"""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
# draccus does not annotate its decorators, nor how its registries are made.

from dataclasses import dataclass, field
from typing import Any

import draccus


@dataclass
class Optimizer(draccus.ChoiceRegistry):
    """What makes steps."""

    @classmethod
    def default_choice_name(cls) -> str:
        """Choose this if nothing is said."""
        return "sgd"


@Optimizer.register_subclass("sgd")
@dataclass
class SGD(Optimizer):
    """Gradient descent."""

    lr: float = 0.1
    momentum: float = 0.0


@Optimizer.register_subclass("adam")
@dataclass
class Adam(Optimizer):
    """Adaptive moments."""

    lr: float = 0.001
    beta: float = 0.9


@dataclass
class Config:
    """The training."""

    generator: Optimizer = field(default_factory=SGD)
    discriminator: Optimizer = field(default_factory=SGD)


def train(
    generator: str,
    generator_settings: dict[str, Any],
    discriminator: str,
    discriminator_settings: dict[str, Any],
) -> None:
    """Stand for the training."""


@draccus.wrap()
def main(config: Config) -> None:
    """Train."""
    parts = [config.generator, config.discriminator]
    names = [part.get_choice_name(type(part)) for part in parts]
    train(names[0], vars(parts[0]), names[1], vars(parts[1]))


if __name__ == "__main__":
    main()
