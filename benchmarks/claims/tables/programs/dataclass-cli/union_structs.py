"""A union of dataclasses, with dataclass-cli.

python union_structs.py --options_optim sgd --options_optim.momentum 0.5
python union_structs.py --options_optim adam --options_optim.beta 0.5
"""

from dataclasses import dataclass, field

import dataclass_cli


@dataclass
class Adam:
    """One optimizer."""

    beta: float = 0.9


@dataclass
class Sgd:
    """The other."""

    momentum: float = 0.1


@dataclass_cli.add
@dataclass
class Options:
    """What a training takes."""

    optim: Adam | Sgd = field(default_factory=Adam)


def train(optim: Adam | Sgd) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options()
    train(options.optim)
