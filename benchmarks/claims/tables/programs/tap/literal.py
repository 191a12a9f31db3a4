"""Choices by Literal, with Tap.

python literal.py --x two
python literal.py --x three
"""

from typing import Literal

from tap import Tap


class Options(Tap):
    """What a training takes."""

    x: Literal["one", "two"] = "one"


def train(x: str) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options().parse_args()
    train(options.x)
