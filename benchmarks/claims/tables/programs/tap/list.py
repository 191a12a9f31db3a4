"""A list of int, with Tap.

python list.py --numbers 1 2
"""

from tap import Tap


class Options(Tap):
    """What a training takes."""

    numbers: list[int] = []


def train(numbers: list[int]) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options().parse_args()
    train(options.numbers)
