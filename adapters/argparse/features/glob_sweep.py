"""Several models, for which a pattern is typed.

python glob_sweep.py --model 'lstm*'
"""

import argparse


def train(model: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train each model."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", choices=["bert", "lstm", "lstmattn"], nargs="+")
    args = parser.parse_args()
    for model in args.model:
        train(model)


if __name__ == "__main__":
    main()
