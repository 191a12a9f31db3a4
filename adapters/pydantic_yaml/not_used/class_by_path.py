"""A loss by its import path: ImportString takes the path of any object."""

from typing import Any

import train as program
from pydantic import Field, ImportString
from train import Config as RowConfig
from train import load, wire

from shared_model import train


class Config(RowConfig):  # type: ignore[misc]  # mypy sees no train
    """All settings, and a class of the reader's own choice."""

    loss_class: ImportString[Any] = Field(
        default="shared_model.BCEWithLogits", description="path of a loss"
    )


program.Config = Config
config = load()
loss = config.loss_class(weights=config.loss.weights)
train(**wire(config) | {"loss": loss})
