"""Choices by Literal, with defopt.

python literal.py --x two
python literal.py --x three
"""

from typing import Literal

import defopt


def train(*, x: Literal["one", "two"] = "one") -> None:
    """Train."""


if __name__ == "__main__":
    defopt.run(train)
