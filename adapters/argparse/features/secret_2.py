"""A key that is read without an echo, and kept in the namespace.

python secret_2.py --key hunter2
"""

import argparse
import getpass


def train(key: str, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, print the config, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--key", default=argparse.SUPPRESS)
    parser.add_argument("--lr", type=float, default=0.001)
    args = parser.parse_args()
    if "key" not in args:
        args.key = getpass.getpass()
    print(vars(args))
    train(args.key, args.lr)


if __name__ == "__main__":
    main()
