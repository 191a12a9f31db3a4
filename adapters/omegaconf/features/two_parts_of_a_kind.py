"""A kind, said first, selects by interpolation what the further words are merged into a copy of.

python two_parts_of_a_kind.py
python two_parts_of_a_kind.py generator_kind=adam
python two_parts_of_a_kind.py generator_kind=adam generator.lr=0.01 discriminator.momentum=0.9
python two_parts_of_a_kind.py generator.beta=0.5
"""

from dataclasses import dataclass, field
from typing import Any

from omegaconf import SI, OmegaConf


@dataclass
class SGD:
    """Stochastic gradient descent."""

    lr: float = 0.1
    momentum: float = 0.0


@dataclass
class Adam:
    """Adam."""

    lr: float = 0.001
    beta: float = 0.9


@dataclass
class Kinds:
    """Both kinds."""

    sgd: SGD = field(default_factory=SGD)
    adam: Adam = field(default_factory=Adam)


@dataclass
class Config:
    """All settings."""

    kinds: Kinds = field(default_factory=Kinds)
    generator_kind: str = "sgd"
    generator: Any = SI("${kinds[${generator_kind}]}")  # noqa: RUF009  a string
    discriminator_kind: str = "sgd"
    discriminator: Any = SI("${kinds[${discriminator_kind}]}")  # noqa: RUF009  a string


def train(
    generator: str,
    generator_settings: dict[str, Any],
    discriminator: str,
    discriminator_settings: dict[str, Any],
) -> None:
    """Stand for the training."""


def main() -> None:
    """Merge the command line into the schema, train."""
    cfg = OmegaConf.merge(OmegaConf.structured(Config), OmegaConf.from_cli())
    settings: Any = OmegaConf.to_container(cfg, resolve=True)
    train(
        settings["generator_kind"],
        settings["generator"],
        settings["discriminator_kind"],
        settings["discriminator"],
    )


if __name__ == "__main__":
    main()
