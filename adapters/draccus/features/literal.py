"""Values that a setting may have, as a type.

python literal.py --mode=slow --level=2
python literal.py --mode=medium
python literal.py --level=3
"""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
# draccus does not annotate its decorators, nor how its registries are made.

from dataclasses import dataclass
from typing import Literal

import draccus


@dataclass
class Config:
    """The training."""

    mode: Literal["fast", "slow"] = "fast"
    level: Literal[1, 2] = 1


def train(mode: str, level: int) -> None:
    """Stand for the training."""


@draccus.wrap()
def main(config: Config) -> None:
    """Train."""
    train(config.mode, config.level)


if __name__ == "__main__":
    main()
