"""A file of words, which is a .env file.

python env_file.py @env_file/.env
LR=0.2 python env_file.py @env_file/.env
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
