"""A preset is a subcommand with defaults of its own.

python preset_in_python.py
python preset_in_python.py small --lr 0.1
python preset_in_python.py smal
"""

import argparse


def train(width: int, layers: int, lr: float) -> None:
    """Stand for the training."""


def settings() -> argparse.ArgumentParser:
    """Declare the settings, for each parser that has them."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--width", type=int, default=64)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--lr", type=float, default=0.001)
    return parser


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser(parents=[settings()])
    presets = parser.add_subparsers()
    small = presets.add_parser("small", parents=[settings()])
    small.set_defaults(width=16, layers=1)
    args = parser.parse_args()
    train(args.width, args.layers, args.lr)


if __name__ == "__main__":
    main()
