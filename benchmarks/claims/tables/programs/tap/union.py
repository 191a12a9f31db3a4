"""A union of int and str, with Tap.

python union.py --x 2
python union.py --x two
"""

from tap import Tap


class Options(Tap):
    """What a training takes."""

    x: int | str = 1


def train(x: int | str) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options().parse_args()
    train(options.x)
