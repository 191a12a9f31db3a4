"""A model, for which a pattern is typed.

python glob_sweep.py --model 'lstm*'
"""

from dataclasses import dataclass
from typing import Literal

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types


@dataclass
class Options:
    """What a run is told."""

    model: Literal["bert", "lstm", "lstmattn"] = "lstm"


def train(model: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    options = ArgumentParser(Options).parse_args()
    train(options.model)


if __name__ == "__main__":
    main()
