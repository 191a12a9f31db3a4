"""Seeds as a range, which is one value of a setting.

python range_sweep_2.py --seed "range(1, 4)"
"""

from jsonargparse import auto_cli


def train(seed: int | range = 0) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    auto_cli(train)
