"""A dataclass has types, which Fire does not look at.

python literal_2.py --mode=slow --level=2 - run
python literal_2.py --mode=medium - run
python literal_2.py --level=3 - run
"""

from dataclasses import dataclass
from typing import Literal

import fire  # type: ignore[import-untyped]  # it ships no types


def train(mode: str, level: int) -> None:
    """Stand for the training."""


@dataclass
class Training:
    """The settings, and a command that trains with them."""

    mode: Literal["fast", "slow"] = "fast"
    level: Literal[1, 2] = 1

    def run(self) -> None:
        """Train in this mode, at this level."""
        train(self.mode, self.level)


if __name__ == "__main__":
    fire.Fire(Training)
