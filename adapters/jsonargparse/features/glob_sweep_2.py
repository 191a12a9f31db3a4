"""A list of models, which has them one by one.

python glob_sweep_2.py --models "[lstm*]"
"""

from typing import Literal

from jsonargparse import auto_cli


def train(model: str) -> None:
    """Stand for the training."""


def main(models: list[Literal["bert", "lstm", "lstmattn"]]) -> None:
    """Train each model."""
    for model in models:
        train(model)


if __name__ == "__main__":
    auto_cli(main, as_positional=False)
