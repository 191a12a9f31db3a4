"""One config group of dataclasses, used twice in the defaults list.

python two_parts_of_a_kind.py
python two_parts_of_a_kind.py optimizer@generator=adam
python two_parts_of_a_kind.py optimizer@generator=adam generator.lr=0.01 discriminator.momentum=0.9
python two_parts_of_a_kind.py generator.beta=0.5
"""

from dataclasses import asdict, dataclass, field
from typing import Any

import hydra
from hydra.core.config_store import ConfigStore
from omegaconf import MISSING, DictConfig, OmegaConf


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
class Config:
    """All settings."""

    defaults: list[Any] = field(
        default_factory=lambda: [
            {"optimizer@generator": "sgd"},
            {"optimizer@discriminator": "sgd"},
        ]
    )
    generator: Any = MISSING
    discriminator: Any = MISSING


cs = ConfigStore.instance()
cs.store(name="config", node=Config)
cs.store(group="optimizer", name="sgd", node=SGD)
cs.store(group="optimizer", name="adam", node=Adam)


def train(
    generator: str,
    generator_settings: dict[str, Any],
    discriminator: str,
    discriminator_settings: dict[str, Any],
) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path=None, config_name="config")
def main(cfg: DictConfig) -> None:
    """Train with both parts."""
    config: Any = OmegaConf.to_object(cfg)
    generator, discriminator = config.generator, config.discriminator
    train(
        type(generator).__name__.lower(),
        asdict(generator),
        type(discriminator).__name__.lower(),
        asdict(discriminator),
    )


if __name__ == "__main__":
    main()
