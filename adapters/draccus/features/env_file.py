"""A .env file as the config file.

python env_file.py
LR=0.2 python env_file.py
"""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
# draccus does not annotate its decorators, nor how its registries are made.

from dataclasses import dataclass
from pathlib import Path

import draccus


@dataclass
class Config:
    """The training."""

    lr: float = 0.001


def train(lr: float) -> None:
    """Stand for the training."""


@draccus.wrap(config_path=Path("env_file/.env"))
def main(config: Config) -> None:
    """Train."""
    train(config.lr)


if __name__ == "__main__":
    main()
