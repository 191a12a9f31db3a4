"""A range for a list of numbers, over which the program goes.

python range_sweep_2.py --seeds 1-3
"""

from dataclasses import dataclass

from simple_parsing import list_field, parse


@dataclass
class Config:
    """All settings of the runs."""

    seeds: list[int] = list_field(0)  # seeds of weights and batches


def train(seed: int) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    for seed in parse(Config).seeds:
        train(seed)
