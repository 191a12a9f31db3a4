"""A flag comes from the command line only.

LR=0.1 python environment.py
LR=0.1 python environment.py --lr=0.2
LR=abc python environment.py
"""

import fire  # type: ignore[import-untyped]  # it ships no types


def train(lr: float) -> None:
    """Stand for the training."""


def main(*, lr: float = 0.001) -> None:
    """Train with this rate."""
    train(lr)


if __name__ == "__main__":
    fire.Fire(main)
