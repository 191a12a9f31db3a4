"""A dictionary, with Tap, in the words of typing.

python dict_2.py --table a=1 b=2
"""

from typing import Dict

from tap import Tap


class Options(Tap):
    """What a training takes."""

    table: Dict[str, int] = {}


def train(table: Dict[str, int]) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options().parse_args()
    train(options.table)
