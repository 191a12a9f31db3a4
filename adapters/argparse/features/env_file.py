"""A file of words, which is a .env file.

python env_file.py @env_file/.env
LR=0.2 python env_file.py @env_file/.env
"""

import argparse


def train(lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser(fromfile_prefix_chars="@")
    parser.add_argument("--lr", type=float, default=0.001)
    args = parser.parse_args()
    train(args.lr)


if __name__ == "__main__":
    main()
