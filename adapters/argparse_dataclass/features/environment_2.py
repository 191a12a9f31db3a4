"""A file of words, one of which names the variable.

LR=0.1 python environment_2.py @environment/run.args
LR=0.1 python environment_2.py @environment/run.args --lr 0.2
LR=abc python environment_2.py @environment/run.args
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
    train(ArgumentParser(Options, fromfile_prefix_chars="@").parse_args().lr)


if __name__ == "__main__":
    main()
