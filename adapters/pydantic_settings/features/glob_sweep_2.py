"""A pattern for a list of choices, over which the program goes.

python glob_sweep_2.py --models 'lstm*'
"""

from typing import Literal

from pydantic_settings import BaseSettings, CliApp


class Settings(BaseSettings):
    """All settings of the runs."""

    models: list[Literal["bert", "lstm", "lstmattn"]] = ["bert"]


def train(model: str) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    for model in CliApp.run(Settings).models:
        train(model)
