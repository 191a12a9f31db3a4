"""Steps and epochs are a group of which the command line takes one.

python exclusive.py --length.steps 5
python exclusive.py --length.epochs 2
python exclusive.py --length.steps 5 --length.epochs 2
"""

from pydantic_settings import BaseSettings, CliApp, CliMutuallyExclusiveGroup


class Length(CliMutuallyExclusiveGroup):
    """How long the training is."""

    steps: int | None = None
    epochs: int | None = None


class Settings(BaseSettings):
    """All settings of a run."""

    length: Length = Length()


def train(steps: int | None, epochs: int | None) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    length = CliApp.run(Settings).length
    train(length.steps, length.epochs)
