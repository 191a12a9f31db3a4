"""A subcommand for each class, which is what is called.

python factory.py
python factory.py SGD
python factory.py SGD --lr 0.5
python factory.py SGD --lrr 0.5
"""

import argparse


class SGD:
    """Stand for torch's."""

    def __init__(self, parameters: list[float], lr: float = 0.1) -> None:
        self.parameters, self.lr = parameters, lr


class Adam:
    """Stand for torch's."""

    def __init__(self, parameters: list[float], lr: float = 0.001) -> None:
        self.parameters, self.lr = parameters, lr


def train(kind: str, parameters: list[float], lr: float) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, make the optimizer, train."""
    parser = argparse.ArgumentParser()
    parser.set_defaults(make=Adam)
    kinds = parser.add_subparsers()
    for kind in (SGD, Adam):
        kinds.add_parser(kind.__name__).set_defaults(make=kind)
    args = parser.parse_args()
    optimizer = args.make([1.0, 2.0])
    train(type(optimizer).__name__, optimizer.parameters, optimizer.lr)


if __name__ == "__main__":
    main()
