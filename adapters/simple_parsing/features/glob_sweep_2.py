"""A pattern for a list of choices, over which the program goes.

python glob_sweep_2.py --models 'lstm*'
"""

from dataclasses import dataclass

from simple_parsing import list_field, parse


@dataclass
class Config:
    """All settings of the runs."""

    # networks
    models: list[str] = list_field("bert", choices=["bert", "lstm", "lstmattn"])


def train(model: str) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    for model in parse(Config).models:
        train(model)
