"""A union of int and str, with OmegaConf.

python union.py x=2
python union.py x=two
"""

from dataclasses import dataclass

from omegaconf import OmegaConf


@dataclass
class Options:
    """What a training takes."""

    x: int | str = 1


def train(x: int | str) -> None:
    """Train."""


if __name__ == "__main__":
    config = OmegaConf.merge(OmegaConf.structured(Options), OmegaConf.from_cli())
    options = OmegaConf.to_object(config)
    train(options.x)
