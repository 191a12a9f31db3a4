"""A file of words, in whose lines variables of the environment are replaced.

LR=0.1 python environment.py @environment/run.args
LR=0.1 python environment.py @environment/run.args --lr 0.2
LR=abc python environment.py @environment/run.args
"""

import os
from dataclasses import dataclass

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types


@dataclass
class Options:
    """What a run is told."""

    lr: float = 0.001


class Parser(ArgumentParser[Options]):  # type: ignore[misc]  # its types are unknown
    """A parser that expands variables in files."""

    # https://docs.python.org/3/library/argparse.html#argparse.ArgumentParser.convert_arg_line_to_args
    def convert_arg_line_to_args(self, arg_line: str) -> list[str]:
        """Return the word of a line."""
        return [os.path.expandvars(arg_line)]


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    options = Parser(Options, fromfile_prefix_chars="@").parse_args()
    train(options.lr)


if __name__ == "__main__":
    main()
