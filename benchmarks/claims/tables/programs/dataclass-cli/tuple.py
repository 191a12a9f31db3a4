"""A tuple of int and float, with dataclass-cli.

python tuple.py --options_pair 1 0.5
"""

from dataclasses import dataclass

import dataclass_cli


@dataclass_cli.add
@dataclass
class Options:
    """What a training takes."""

    pair: tuple[int, float] = (0, 0.1)


def train(pair: tuple[int, float]) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options()
    train(options.pair)
