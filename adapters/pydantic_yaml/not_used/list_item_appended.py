"""Further tags: a validator adds the list of one field to another."""

from typing import Self

import train as program
from pydantic import Field, model_validator
from train import Config as RowConfig
from train import load, wire

from shared_model import train


class Config(RowConfig):  # type: ignore[misc]  # mypy sees no train
    """All settings, and tags on top of those of a file."""

    add_tags: list[str] = Field(default=[], exclude=True, description="further words")

    @model_validator(mode="after")
    def extend(self) -> Self:
        """Add the further tags."""
        self.tags += self.add_tags
        return self


program.Config = Config
train(**wire(load()))
