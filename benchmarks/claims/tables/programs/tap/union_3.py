"""A union of int and str, with Tap, which wants a function that tells them apart.

python union_3.py --x 2
python union_3.py --x two
"""

from tap import Tap


def int_or_str(text: str) -> int | str:
    """Return a number where it is one."""
    return int(text) if text.isdecimal() else text


class Options(Tap):
    """What a training takes."""

    x: int | str = 1

    def configure(self) -> None:
        """Say how a word is read."""
        self.add_argument("--x", type=int_or_str)


def train(x: int | str) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options().parse_args()
    train(options.x)
