"""Settings that are one of several values: texts, and numbers.

python literal.py --mode slow --level 2
python literal.py --mode medium
python literal.py --level 3
"""

from typing import Literal

from tap import Tap


def train(mode: str, level: int) -> None:
    """Stand for the training."""


class Config(Tap):
    """Train a network."""

    mode: Literal["fast", "slow"] = "fast"
    level: Literal[1, 2] = 1


def main() -> None:
    """Read the command line, train."""
    args = Config().parse_args()
    train(args.mode, args.level)


if __name__ == "__main__":
    main()
