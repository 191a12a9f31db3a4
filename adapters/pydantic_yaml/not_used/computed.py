"""The cosine schedule takes twice as many epochs as the training: a validator computes it."""

from typing import Self

import train as program
from pydantic import model_validator
from train import Config as RowConfig
from train import CosineAnnealingConfig, load, wire

from shared_model import train


class Config(RowConfig):  # type: ignore[misc]  # mypy sees no train
    """All settings, one of them from another."""

    @model_validator(mode="after")
    def follow(self) -> Self:
        """Set what follows from other fields, unless it was given."""
        schedule = self.scheduler
        given = schedule.model_fields_set
        if isinstance(schedule, CosineAnnealingConfig) and "t_max" not in given:
            schedule.t_max = 2 * self.n_epochs
        return self


program.Config = Config
train(**wire(load()))
