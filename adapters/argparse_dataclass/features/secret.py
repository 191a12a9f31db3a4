"""A key in a field that the dataclass does not print.

python secret.py --key hunter2
"""

from dataclasses import dataclass, field

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types


@dataclass
class Options:
    """What a run is told."""

    key: str = field(repr=False)
    lr: float = 0.001


def train(key: str, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, print the config, train."""
    options = ArgumentParser(Options).parse_args()
    print(options)
    train(options.key, options.lr)


if __name__ == "__main__":
    main()
