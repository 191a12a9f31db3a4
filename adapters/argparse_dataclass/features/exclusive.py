"""A training has a number of steps, or a number of epochs: a group has the flags of both fields.

python exclusive.py --steps 5
python exclusive.py --epochs 2
python exclusive.py --steps 5 --epochs 2
"""

from dataclasses import dataclass, field

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types


@dataclass
class Options:
    """What a run is told."""

    steps: int | None = field(default=None, metadata={"type": int})
    epochs: int | None = field(default=None, metadata={"type": int})


def train(steps: int | None, epochs: int | None) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    # https://docs.python.org/3/library/argparse.html#conflict-handler
    parser = ArgumentParser(Options, conflict_handler="resolve")
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--steps", type=int)
    length.add_argument("--epochs", type=int)
    options = parser.parse_args()
    train(options.steps, options.epochs)


if __name__ == "__main__":
    main()
