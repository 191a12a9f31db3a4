"""The cosine schedule takes twice as many epochs as the training: a field that is computed."""

from dataclasses import dataclass

import draccus
from train import Config, wire

from shared_model import train


@dataclass
class Derived(Config):  # type: ignore[misc]  # mypy sees no train
    """All settings of a run, one of them from another."""

    def __post_init__(self) -> None:
        """Set what follows from other fields."""
        self.scheduler.t_max = 2 * self.n_epochs


train(**wire(draccus.parse(config_class=Derived)))
