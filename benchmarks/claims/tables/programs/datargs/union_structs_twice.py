"""Two unions of dataclasses, with datargs.

python union_structs_twice.py sgd --momentum 0.5 csv --rows 2
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
class Csv:
    """One kind of data."""

    rows: int = 1


@argsclass
class Json:
    """The other."""

    keys: int = 1


@argsclass
class Options:
    """What a training takes."""

    optim: Union[Adam, Sgd]
    data: Union[Csv, Json]


def train(options: Options) -> None:
    """Train."""


if __name__ == "__main__":
    options = parse(Options)
    train(options)
