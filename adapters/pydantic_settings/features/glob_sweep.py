"""A pattern for a choice.

python glob_sweep.py --model 'lstm*'
"""

from typing import Literal

from pydantic_settings import BaseSettings, CliApp


class Settings(BaseSettings):
    """All settings of a run."""

    model: Literal["bert", "lstm", "lstmattn"] = "bert"


def train(model: str) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    train(CliApp.run(Settings).model)
