"""A key that a namespace prints.

python secret.py --key hunter2
"""

import argparse


def train(key: str, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, print the config, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--key", required=True)
    parser.add_argument("--lr", type=float, default=0.001)
    args = parser.parse_args()
    print(args)
    train(args.key, args.lr)


if __name__ == "__main__":
    main()
