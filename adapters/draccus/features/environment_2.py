"""A config file that names a variable of the environment.

LR=0.1 python environment_2.py
LR=0.1 python environment_2.py --lr=0.2
LR=abc python environment_2.py
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


@draccus.wrap(config_path=Path("environment/run.yaml"))
def main(config: Config) -> None:
    """Train."""
    train(config.lr)


if __name__ == "__main__":
    main()
