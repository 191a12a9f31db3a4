"""A file of words, in whose lines variables of the environment are replaced.

LR=0.1 python environment.py @environment/run.args
LR=0.1 python environment.py @environment/run.args --lr 0.2
LR=abc python environment.py @environment/run.args
"""

import argparse
import os


class Parser(argparse.ArgumentParser):
    """A parser that expands variables in files."""

    # https://docs.python.org/3/library/argparse.html#argparse.ArgumentParser.convert_arg_line_to_args
    def convert_arg_line_to_args(self, arg_line: str) -> list[str]:
        """Return the word of a line."""
        return [os.path.expandvars(arg_line)]


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = Parser(fromfile_prefix_chars="@")
    parser.add_argument("--lr", type=float, default=0.001)
    args = parser.parse_args()
    train(args.lr)


if __name__ == "__main__":
    main()
