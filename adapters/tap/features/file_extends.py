"""A file of arguments that begins with those of another.

python file_extends.py @file_extends/run.txt
python file_extends.py @file_extends/run.txt --width 16
"""

from tap import Tap


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


class Config(Tap):
    """Train a network."""

    width: int = 64
    layers: int = 2
    lr: float = 0.001


def main() -> None:
    """Read the command line and the files in it, train."""
    args = Config(fromfile_prefix_chars="@").parse_args()
    train(args.width, args.layers, args.lr)


if __name__ == "__main__":
    main()
