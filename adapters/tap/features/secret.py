"""A key that is not shown where the config is printed.

python secret.py --key hunter2
"""

from dataclasses import dataclass, field

from tap import tapify


def train(key: str, lr: float) -> None:
    """Stand for the training."""


@dataclass
class Config:
    """Train a network."""

    key: str = field(repr=False)
    lr: float = 0.001


def main() -> None:
    """Read the command line, print the config, train."""
    config = tapify(Config)
    print(config)
    train(config.key, config.lr)


if __name__ == "__main__":
    main()
