"""A union of dataclasses, as subcommands of datargs.

python union_structs.py sgd --momentum 0.5
python union_structs.py adam --beta 0.5
"""

from typing import Union

from datargs import argsclass, parse


@argsclass
class Adam:
    """One optimizer."""

    beta: float = 0.9


@argsclass
class Sgd:
    """The other."""

    momentum: float = 0.1


@argsclass
class Options:
    """What a training takes."""

    optim: Union[Adam, Sgd]


def train(optim: Union[Adam, Sgd]) -> None:
    """Train."""


if __name__ == "__main__":
    options = parse(Options)
    train(options.optim)
