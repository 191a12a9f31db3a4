"""A setting, and a variable of its name.

LR=0.1 python environment.py
LR=0.1 python environment.py --lr 0.2
LR=abc python environment.py
"""

import argparse


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--lr", type=float, default=0.001)
    train(parser.parse_args().lr)


if __name__ == "__main__":
    main()
