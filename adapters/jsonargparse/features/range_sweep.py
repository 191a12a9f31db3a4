"""Seeds as a range, for one setting that is a number.

python range_sweep.py --seed "range(1, 4)"
"""

from jsonargparse import auto_cli


def train(seed: int = 0) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    auto_cli(train)
