"""A list of int, with OmegaConf.

python list.py 'numbers=[1, 2]'
"""

from dataclasses import dataclass, field

from omegaconf import OmegaConf


@dataclass
class Options:
    """What a training takes."""

    numbers: list[int] = field(default_factory=list)


def train(numbers: list[int]) -> None:
    """Train."""


if __name__ == "__main__":
    config = OmegaConf.merge(OmegaConf.structured(Options), OmegaConf.from_cli())
    options = OmegaConf.to_object(config)
    train(options.numbers)
