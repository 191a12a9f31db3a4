"""A flag for each model, of which the first letters are typed.

python glob_sweep_2.py --ls
"""

import argparse


def train(model: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train each model."""
    parser = argparse.ArgumentParser()
    for model in ["bert", "lstm", "lstmattn"]:
        parser.add_argument(
            f"--{model}", dest="models", action="append_const", const=model
        )
    args = parser.parse_args()
    for model in args.models:
        train(model)


if __name__ == "__main__":
    main()
