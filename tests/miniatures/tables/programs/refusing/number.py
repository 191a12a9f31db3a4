"""A number, refused whatever it is: that a word is refused shows nothing then.

python number.py --x 2
python number.py --x two
"""

import sys


def train(x: int) -> None:
    """Train."""


if __name__ == "__main__":
    sys.exit("no such option: --x")
