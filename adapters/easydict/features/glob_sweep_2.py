"""A pattern for the key of a section that has all models.

python glob_sweep_2.py 'lstm*'
"""

import argparse

from easydict import EasyDict  # type: ignore[import-untyped]


def train(model: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("model")
    models = EasyDict(bert={"name": "bert"}, lstm={"name": "lstm"})
    models.lstmattn = {"name": "lstmattn"}
    train(models[parser.parse_args().model].name)


if __name__ == "__main__":
    main()
