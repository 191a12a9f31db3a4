"""Further tags: a validator adds the list of one field to another."""

from typing import Self

from pydantic import Field, model_validator
from pydantic_settings import CliApp
from train import Settings as RowSettings
from train import wire

from shared_model import train


class Settings(RowSettings):  # type: ignore[misc]  # mypy sees no train
    """All settings, and tags on top of those of a file."""

    add_tags: list[str] = Field(default=[], exclude=True, description="further words")

    @model_validator(mode="after")
    def extend(self) -> Self:
        """Add the further tags."""
        self.tags += self.add_tags
        return self


train(**wire(CliApp.run(Settings)))
