"""Seeds as a range, in Python's syntax of a collection.

python range_sweep.py --seeds "range(1, 4)"
"""

from dataclasses import dataclass, field

import tyro


def train(seed: int) -> None:
    """Stand for the training."""


@dataclass
class Config:
    """Train a network with each seed."""

    seeds: list[int] = field(default_factory=lambda: [0])


def main() -> None:
    """Read the command line, train with each seed."""
    python_syntax = tyro.conf.UsePythonSyntaxForLiteralCollections
    config = tyro.cli(Config, config=(python_syntax,))
    for seed in config.seeds:
        train(seed)


if __name__ == "__main__":
    main()
