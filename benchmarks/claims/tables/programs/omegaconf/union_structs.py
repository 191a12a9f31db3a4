"""A union of dataclasses, with OmegaConf.

python union_structs.py optim.momentum=0.5
python union_structs.py optim.beta=0.5
"""

from dataclasses import dataclass, field

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

    optim: Adam | Sgd = field(default_factory=Adam)


def train(optim: Adam | Sgd) -> None:
    """Train."""


if __name__ == "__main__":
    config = OmegaConf.merge(OmegaConf.structured(Options), OmegaConf.from_cli())
    options = OmegaConf.to_object(config)
    train(options.optim)
