"""A training has a number of steps, or a number of epochs.

python exclusive.py --steps 5
python exclusive.py --epochs 2
python exclusive.py --steps 5 --epochs 2
"""

from jsonargparse import ArgumentParser


def train(steps: int | None, epochs: int | None) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = ArgumentParser()
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--steps", type=int)
    length.add_argument("--epochs", type=int)
    cfg = parser.parse_args()
    train(cfg.steps, cfg.epochs)


if __name__ == "__main__":
    main()
