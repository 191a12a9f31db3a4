"""The fields of a dataclass, with OmegaConf.

python dataclass.py x=2 rate=0.5
python dataclass.py x=two
"""

from dataclasses import dataclass

from omegaconf import OmegaConf


@dataclass
class Options:
    """What a training takes."""

    x: int = 1
    rate: float = 0.1


def train(options: Options) -> None:
    """Train."""


if __name__ == "__main__":
    config = OmegaConf.merge(OmegaConf.structured(Options), OmegaConf.from_cli())
    options = OmegaConf.to_object(config)
    train(options)
