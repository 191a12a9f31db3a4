"""The cosine schedule takes twice as many epochs as the training: a validator computes it."""

from typing import Self

from pydantic import model_validator
from pydantic_settings import CliApp
from train import CosineAnnealingConfig, wire
from train import Settings as RowSettings

from shared_model import train


class Settings(RowSettings):  # type: ignore[misc]  # mypy sees no train
    """All settings, one of them from another."""

    @model_validator(mode="after")
    def follow(self) -> Self:
        """Set what follows from other fields, unless it was given."""
        schedule = self.scheduler
        given = schedule.model_fields_set
        if isinstance(schedule, CosineAnnealingConfig) and "t_max" not in given:
            schedule.t_max = 2 * self.n_epochs
        return self


train(**wire(CliApp.run(Settings)))
