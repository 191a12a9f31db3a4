"""A training has a number of steps, or a number of epochs.

python exclusive.py --steps 5
python exclusive.py --epochs 2
python exclusive.py --steps 5 --epochs 2
"""

from tap import Tap, TapIgnore


def train(steps: int | None, epochs: int | None) -> None:
    """Stand for the training."""


class Config(Tap):
    """Train a network."""

    steps: TapIgnore[int | None]
    epochs: TapIgnore[int | None]

    def configure(self) -> None:
        """Add the arguments that exclude each other, as argparse has them."""
        length = self.add_mutually_exclusive_group()
        length.add_argument("--steps", type=int)
        length.add_argument("--epochs", type=int)


def main() -> None:
    """Read the command line, train."""
    args = Config().parse_args()
    train(args.steps, args.epochs)


if __name__ == "__main__":
    main()
