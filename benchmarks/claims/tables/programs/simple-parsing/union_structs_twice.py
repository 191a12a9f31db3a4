"""Two unions of dataclasses, with simple-parsing.

python union_structs_twice.py sgd --momentum 0.5 csv --rows 2
"""

from dataclasses import dataclass
from typing import Union

import simple_parsing


@dataclass
class Adam:
    """One optimizer."""

    beta: float = 0.9


@dataclass
class Sgd:
    """The other."""

    momentum: float = 0.1


@dataclass
class Csv:
    """One kind of data."""

    rows: int = 1


@dataclass
class Json:
    """The other."""

    keys: int = 1


@dataclass
class Options:
    """What a training takes."""

    optim: Union[Adam, Sgd]
    data: Union[Csv, Json]


def train(options: Options) -> None:
    """Train."""


if __name__ == "__main__":
    options = simple_parsing.parse(Options)
    train(options)
