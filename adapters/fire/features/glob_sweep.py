"""A flag takes the pattern as the text that it is.

python glob_sweep.py '--model=lstm*'
"""

import fire  # type: ignore[import-untyped]  # it ships no types


def train(model: str) -> None:
    """Stand for the training."""


def main(*, model: str = "bert") -> None:
    """Train with this model."""
    train(model)


if __name__ == "__main__":
    fire.Fire(main)
