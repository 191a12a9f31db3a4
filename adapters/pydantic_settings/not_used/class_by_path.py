"""A loss by its import path: ImportString takes the path of any object."""

from typing import Any

from pydantic import Field, ImportString
from pydantic_settings import CliApp
from train import Settings as RowSettings
from train import wire

from shared_model import train


class Settings(RowSettings):  # type: ignore[misc]  # mypy sees no train
    """All settings, and a class of the reader's own choice."""

    loss_class: ImportString[Any] = Field(exclude=True, description="path of a loss")


settings = CliApp.run(Settings)
loss = settings.loss_class(weights=settings.loss.weights)
train(**wire(settings) | {"loss": loss})
