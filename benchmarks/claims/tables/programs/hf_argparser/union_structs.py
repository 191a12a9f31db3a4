"""A union of dataclasses, with HfArgumentParser.

python union_structs.py --optim sgd --optim.momentum 0.5
python union_structs.py --optim adam --optim.beta 0.5
"""

from dataclasses import dataclass, field

from transformers import HfArgumentParser


@dataclass
class Adam:
    """One optimizer."""

    beta: float = 0.9


@dataclass
class Sgd:
    """The other."""

    momentum: float = 0.1


@dataclass
class Options:
    """What a training takes."""

    optim: Adam | Sgd = field(default_factory=Adam)


def train(optim: Adam | Sgd) -> None:
    """Train."""


if __name__ == "__main__":
    (options,) = HfArgumentParser(Options).parse_args_into_dataclasses()
    train(options.optim)
