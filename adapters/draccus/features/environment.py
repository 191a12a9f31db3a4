"""A rate that may be a variable of the environment, were there one to name.

LR=0.1 python environment.py
LR=0.1 python environment.py --lr=0.2
LR=abc python environment.py
"""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
# draccus does not annotate its decorators, nor how its registries are made.

from dataclasses import dataclass

import draccus


@dataclass
class Config:
    """The training."""

    lr: float = 0.001


def train(lr: float) -> None:
    """Stand for the training."""


@draccus.wrap()
def main(config: Config) -> None:
    """Train."""
    train(config.lr)


if __name__ == "__main__":
    main()
