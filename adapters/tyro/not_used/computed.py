"""The cosine schedule takes twice as many epochs as the training: a derived field is a property."""

from dataclasses import dataclass

import tyro
from train import Config, Cosine, wire, wire_scheduler

from shared_model import train


@dataclass(kw_only=True)
class Derived(Config):  # type: ignore[misc]  # mypy sees no train
    """All settings of a run, one of them from another."""

    @property
    def cosine(self) -> Cosine:
        """The schedule that fits the training."""
        return Cosine(t_max=2 * self.n_epochs)


config = tyro.cli(Derived)
train(**wire(config) | {"scheduler": wire_scheduler(config.cosine)})
