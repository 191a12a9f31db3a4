"""Help texts from docstrings, with Tap.

python docstring.py --help
"""

from tap import Tap


class Options(Tap):
    """What a training takes."""

    x: int = 1
    """velocity of the training"""


def train(x: int) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options().parse_args()
    train(options.x)
