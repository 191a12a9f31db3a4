"""A pattern for a choice.

python glob_sweep.py --model 'lstm*'
"""

from dataclasses import dataclass

from simple_parsing import choice, parse


@dataclass
class Config:
    """All settings of a run."""

    model: str = choice("bert", "lstm", "lstmattn", default="bert")  # network


def train(model: str) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    train(parse(Config).model)
