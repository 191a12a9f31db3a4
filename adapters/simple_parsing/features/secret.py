"""A field that is no part of what the config prints.

python secret.py --key hunter2
"""

from dataclasses import dataclass

from simple_parsing import field, parse


@dataclass
class Config:
    """All settings of a run."""

    key: str = field(repr=False)  # of the service
    lr: float = 0.001  # learning rate


def train(key: str, lr: float) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    config = parse(Config)
    print(config)
    train(config.key, config.lr)
