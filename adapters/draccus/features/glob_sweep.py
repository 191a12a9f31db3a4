"""The models whose names begin with lstm, by a star.

python glob_sweep.py --model="lstm*"
"""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
# draccus does not annotate its decorators, nor how its registries are made.

from dataclasses import dataclass
from typing import Literal

import draccus


@dataclass
class Config:
    """The training."""

    model: Literal["bert", "lstm", "lstmattn"] = "bert"


def train(model: str) -> None:
    """Stand for the training."""


@draccus.wrap()
def main(config: Config) -> None:
    """Train."""
    train(config.model)


if __name__ == "__main__":
    main()
