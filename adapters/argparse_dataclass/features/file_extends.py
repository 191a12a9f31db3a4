"""A file of words begins with another one, and says a rate of its own.

python file_extends.py @file_extends/run.args
python file_extends.py @file_extends/run.args --width 16
"""

from dataclasses import dataclass

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types


@dataclass
class Options:
    """What a run is told."""

    width: int = 64
    layers: int = 2
    lr: float = 0.001


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    options = ArgumentParser(Options, fromfile_prefix_chars="@").parse_args()
    train(options.width, options.layers, options.lr)


if __name__ == "__main__":
    main()
