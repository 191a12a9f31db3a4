"""A tuple of int and float, with Tap.

python tuple.py --pair 1 0.5
"""

from tap import Tap


class Options(Tap):
    """What a training takes."""

    pair: tuple[int, float] = (0, 0.1)


def train(pair: tuple[int, float]) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options().parse_args()
    train(options.pair)
