"""The parser is argparse's: its group that excludes is added, beside the dataclasses.

python exclusive.py --steps 5
python exclusive.py --epochs 2
python exclusive.py --steps 5 --epochs 2
"""

from transformers import HfArgumentParser


def train(steps: int | None, epochs: int | None) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = HfArgumentParser()
    length = parser.add_mutually_exclusive_group()
    length.add_argument("--steps", type=int)
    length.add_argument("--epochs", type=int)
    (args,) = parser.parse_args_into_dataclasses()
    train(args.steps, args.epochs)


if __name__ == "__main__":
    main()
