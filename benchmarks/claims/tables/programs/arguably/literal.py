"""Choices by Literal, with arguably.

python literal.py --x two
python literal.py --x three
"""

from typing import Literal

import arguably


@arguably.command
def train(*, x: Literal["one", "two"] = "one") -> None:
    """Train."""


if __name__ == "__main__":
    arguably.run()
