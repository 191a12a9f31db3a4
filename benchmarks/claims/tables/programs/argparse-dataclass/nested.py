"""A dataclass in a dataclass, with argparse-dataclass.

python nested.py --optim.rate 0.5 --x 2
"""

from dataclasses import dataclass, field

from argparse_dataclass import ArgumentParser


@dataclass
class Optim:
    """An optimizer."""

    rate: float = 0.1


@dataclass
class Options:
    """What a training takes."""

    x: int = 1
    optim: Optim = field(default_factory=Optim)


def train(options: Options) -> None:
    """Train."""


if __name__ == "__main__":
    options = ArgumentParser(Options).parse_args()
    train(options)
