"""A range for a setting that is a number.

python range_sweep.py --seed 1-3
"""

from pydantic_settings import BaseSettings, CliApp


class Settings(BaseSettings):
    """All settings of a run."""

    seed: int = 0


def train(seed: int) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    train(CliApp.run(Settings).seed)
