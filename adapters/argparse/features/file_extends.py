"""A file of words begins with another one, and says a rate of its own.

python file_extends.py @file_extends/run.args
python file_extends.py @file_extends/run.args --width 16
"""

import argparse


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser(fromfile_prefix_chars="@")
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--lr", type=float, default=0.001)
    args = parser.parse_args()
    train(args.width, args.layers, args.lr)


if __name__ == "__main__":
    main()
