"""The seed from a variable of the environment, which a validator looks up."""

import os
from typing import Annotated

import train as program
from pydantic import BeforeValidator, Field
from train import Config as RowConfig
from train import load, wire

from shared_model import train


def expanded(value: object) -> str:
    """Replace the variables in a text."""
    return os.path.expandvars(str(value))


class Config(RowConfig):  # type: ignore[misc]  # mypy sees no train
    """All settings, one of which may name a variable."""

    seed: Annotated[int, BeforeValidator(expanded)] = Field(
        default=42, description="seed of weights and batches"
    )


program.Config = Config
train(**wire(load()))
