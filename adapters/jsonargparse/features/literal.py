"""Values that a setting may have, as a type.

python literal.py --mode slow --level 2
python literal.py --mode medium
python literal.py --level 3
"""

from typing import Literal

from jsonargparse import auto_cli


def train(mode: Literal["fast", "slow"] = "fast", level: Literal[1, 2] = 1) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    auto_cli(train)
