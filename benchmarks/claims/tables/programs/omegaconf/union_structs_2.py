"""A union of dataclasses, with OmegaConf, in the words of typing.

python union_structs_2.py optim.momentum=0.5
python union_structs_2.py optim.beta=0.5
"""

from dataclasses import dataclass, field
from typing import Union

from omegaconf import OmegaConf


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

    optim: Union[Adam, Sgd] = field(default_factory=Adam)


def train(optim: Union[Adam, Sgd]) -> None:
    """Train."""


if __name__ == "__main__":
    config = OmegaConf.merge(OmegaConf.structured(Options), OmegaConf.from_cli())
    options = OmegaConf.to_object(config)
    train(options.optim)
