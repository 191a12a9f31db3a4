"""A seed, for which a range is typed.

python range_sweep.py --seed 1-3
"""

from dataclasses import dataclass

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types


@dataclass
class Options:
    """What a run is told."""

    seed: int = 0


def train(seed: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    options = ArgumentParser(Options).parse_args()
    train(options.seed)


if __name__ == "__main__":
    main()
