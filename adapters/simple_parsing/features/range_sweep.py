"""A range for a setting that is a number.

python range_sweep.py --seed 1-3
"""

from dataclasses import dataclass

from simple_parsing import parse


@dataclass
class Config:
    """All settings of a run."""

    seed: int = 0  # seed of weights and batches


def train(seed: int) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    train(parse(Config).seed)
