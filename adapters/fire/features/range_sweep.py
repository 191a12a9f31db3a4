"""A flag takes any literal of Python, of which a range is none.

python range_sweep.py '--seed=range(1, 4)'
"""

import fire  # type: ignore[import-untyped]  # it ships no types


def train(seed: int) -> None:
    """Stand for the training."""


def main(*, seed: int = 0) -> None:
    """Train with this seed."""
    train(seed)


if __name__ == "__main__":
    fire.Fire(main)
