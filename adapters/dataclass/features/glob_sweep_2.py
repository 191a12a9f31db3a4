"""A list of models, one of them a pattern; the program trains with each.

python glob_sweep_2.py --models 'lstm*'
"""

import argparse
from dataclasses import dataclass, replace


@dataclass
class Settings:
    """The settings."""

    model: str = "lstm"


def train(model: str) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train with each model."""
    base = Settings()
    parser = argparse.ArgumentParser()
    parser.add_argument("--models", nargs="+", default=[base.model])
    for model in parser.parse_args().models:
        settings = replace(base, model=model)
        train(settings.model)


if __name__ == "__main__":
    main()
