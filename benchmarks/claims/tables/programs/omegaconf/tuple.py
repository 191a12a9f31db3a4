"""A tuple of int and float, with OmegaConf.

python tuple.py 'pair=[1, 0.5]'
"""

from dataclasses import dataclass

from omegaconf import OmegaConf


@dataclass
class Options:
    """What a training takes."""

    pair: tuple[int, float] = (0, 0.1)


def train(pair: tuple[int, float]) -> None:
    """Train."""


if __name__ == "__main__":
    config = OmegaConf.merge(OmegaConf.structured(Options), OmegaConf.from_cli())
    options = OmegaConf.to_object(config)
    train(options.pair)
