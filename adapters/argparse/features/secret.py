"""A key in an object that stands for the namespace, and does not print it.

python secret.py --key hunter2
"""

import argparse
from dataclasses import dataclass, field


@dataclass
class Settings:
    """What the parser sets, over these defaults."""

    key: str = field(default="", repr=False)
    lr: float = 0.001


def train(key: str, lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, print the config, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--key", required=True)
    parser.add_argument("--lr", type=float)
    # https://docs.python.org/3/library/argparse.html#the-namespace-object
    args = parser.parse_args(namespace=Settings())
    print(args)
    train(args.key, args.lr)


if __name__ == "__main__":
    main()
