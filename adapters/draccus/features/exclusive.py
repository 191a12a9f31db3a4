"""A training has a number of steps, or a number of epochs: one type, or another.

python exclusive.py --length.steps=5
python exclusive.py --length.epochs=2
python exclusive.py --length.steps=5 --length.epochs=2
"""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
# draccus does not annotate its decorators, nor how its registries are made.

from dataclasses import dataclass

import draccus


@dataclass
class Steps:
    """A number of steps."""

    steps: int


@dataclass
class Epochs:
    """A number of epochs."""

    epochs: int


@dataclass
class Config:
    """The training."""

    length: Steps | Epochs | None = None


def train(steps: int | None, epochs: int | None) -> None:
    """Stand for the training."""


@draccus.wrap()
def main(config: Config) -> None:
    """Train for as long as was said."""
    train(
        config.length.steps if isinstance(config.length, Steps) else None,
        config.length.epochs if isinstance(config.length, Epochs) else None,
    )


if __name__ == "__main__":
    main()
