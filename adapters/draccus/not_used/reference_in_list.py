"""The last layer behind the network is as wide as the model."""

from dataclasses import dataclass

import draccus
from train import Config, wire

from shared_model import train


@dataclass
class Derived(Config):  # type: ignore[misc]  # mypy sees no train
    """All settings of a run, one of them from another."""

    def __post_init__(self) -> None:
        """Set what follows from other fields."""
        self.model.head_dims.append(self.model.hidden_dim)


train(**wire(draccus.parse(config_class=Derived)))
