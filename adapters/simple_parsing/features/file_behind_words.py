"""A file has other defaults, and words count more.

python file_behind_words.py --lr 0.2 --config_path file_behind_words/run.json
"""

from dataclasses import dataclass

from simple_parsing import parse


@dataclass
class Config:
    """All settings of a run."""

    lr: float = 0.001  # learning rate


def train(lr: float) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    train(parse(Config, add_config_path_arg=True).lr)
