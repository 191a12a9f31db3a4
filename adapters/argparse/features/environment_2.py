"""A file of words, one of which names the variable.

LR=0.1 python environment_2.py @environment/run.args
LR=0.1 python environment_2.py @environment/run.args --lr 0.2
LR=abc python environment_2.py @environment/run.args
"""

import argparse


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser(fromfile_prefix_chars="@")
    parser.add_argument("--lr", type=float, default=0.001)
    train(parser.parse_args().lr)


if __name__ == "__main__":
    main()
