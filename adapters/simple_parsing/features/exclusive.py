"""A group of the parser, which is argparse's, takes steps or epochs.

python exclusive.py --steps 5
python exclusive.py --epochs 2
python exclusive.py --steps 5 --epochs 2
"""

from simple_parsing import ArgumentParser


def train(steps: int | None, epochs: int | None) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    parser = ArgumentParser()
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--steps", type=int, help="batches to train on")
    length.add_argument("--epochs", type=int, help="passes over the training data")
    args = parser.parse_args()
    train(args.steps, args.epochs)
