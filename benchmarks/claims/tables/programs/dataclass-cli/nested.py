"""A dataclass in a dataclass, with dataclass-cli.

python nested.py --options_optim.rate 0.5 --options_x 2
"""

from dataclasses import dataclass, field

import dataclass_cli


@dataclass
class Optim:
    """An optimizer."""

    rate: float = 0.1


@dataclass_cli.add
@dataclass
class Options:
    """What a training takes."""

    x: int = 1
    optim: Optim = field(default_factory=Optim)


def train(options: Options) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options()
    train(options)
