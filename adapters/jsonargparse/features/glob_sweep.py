"""The models whose names begin with lstm, by a star.

python glob_sweep.py --model "lstm*"
"""

from typing import Literal

from jsonargparse import auto_cli


def train(model: Literal["bert", "lstm", "lstmattn"] = "bert") -> None:
    """Stand for the training."""


if __name__ == "__main__":
    auto_cli(train)
