"""A range for a list of numbers, over which the program goes.

python range_sweep_2.py --seeds 1-3
"""

from pydantic_settings import BaseSettings, CliApp


class Settings(BaseSettings):
    """All settings of the runs."""

    seeds: list[int] = [0]


def train(seed: int) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    for seed in CliApp.run(Settings).seeds:
        train(seed)
