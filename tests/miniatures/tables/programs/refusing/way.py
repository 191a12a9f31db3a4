"""A first way, which is refused.

python way.py --x 2
"""

import sys


def train(x: int) -> None:
    """Train."""


if __name__ == "__main__":
    sys.exit("no such option: --x")
