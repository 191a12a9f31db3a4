"""A dictionary, with Tap.

python dict.py --table a=1 b=2
"""

from tap import Tap


class Options(Tap):
    """What a training takes."""

    table: dict[str, int] = {}


def train(table: dict[str, int]) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options().parse_args()
    train(options.table)
