"""A function has types, which Fire does not look at.

python literal.py --mode=slow --level=2
python literal.py --mode=medium
python literal.py --level=3
"""

from typing import Literal

import fire  # type: ignore[import-untyped]  # it ships no types


def train(mode: str, level: int) -> None:
    """Stand for the training."""


def main(*, mode: Literal["fast", "slow"] = "fast", level: Literal[1, 2] = 1) -> None:
    """Train in this mode, at this level."""
    train(mode, level)


if __name__ == "__main__":
    fire.Fire(main)
