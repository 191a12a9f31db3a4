"""A Literal is a choice; what is typed is made a number where it has numbers.

python literal.py --mode slow --level 2
python literal.py --mode medium
python literal.py --level 3
"""

from typing import Annotated, Literal

from pydantic import BeforeValidator
from pydantic_settings import BaseSettings, CliApp


class Settings(BaseSettings):
    """All settings of a run."""

    mode: Literal["fast", "slow"] = "fast"
    level: Annotated[Literal[1, 2], BeforeValidator(int)] = 1


def train(mode: str, level: int) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    settings = CliApp.run(Settings)
    train(settings.mode, settings.level)
