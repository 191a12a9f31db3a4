"""A file of words, which stands behind an option.

python file_behind_words.py --lr 0.2 @file_behind_words/run.args
"""

from dataclasses import dataclass

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types


@dataclass
class Options:
    """What a run is told."""

    lr: float = 0.001


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    options = ArgumentParser(Options, fromfile_prefix_chars="@").parse_args()
    train(options.lr)


if __name__ == "__main__":
    main()
