"""Seeds as a range, for one setting that is a number.

python range_sweep.py --seed="range(1, 4)"
"""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
# draccus does not annotate its decorators, nor how its registries are made.

from dataclasses import dataclass

import draccus


@dataclass
class Config:
    """The training."""

    seed: int = 0


def train(seed: int) -> None:
    """Stand for the training."""


@draccus.wrap()
def main(config: Config) -> None:
    """Train."""
    train(config.seed)


if __name__ == "__main__":
    main()
