"""Seeds as a list, which has them one by one.

python range_sweep_2.py --seeds=[1..3]
"""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
# draccus does not annotate its decorators, nor how its registries are made.

from dataclasses import dataclass, field

import draccus


@dataclass
class Config:
    """The trainings."""

    seeds: list[int] = field(default_factory=lambda: [0])


def train(seed: int) -> None:
    """Stand for the training."""


@draccus.wrap()
def main(config: Config) -> None:
    """Train with each seed."""
    for seed in config.seeds:
        train(seed)


if __name__ == "__main__":
    main()
