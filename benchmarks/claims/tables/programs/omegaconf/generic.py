"""A generic dataclass, with OmegaConf.

python generic.py x=2
python generic.py x=two
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

from omegaconf import OmegaConf

T = TypeVar("T")


@dataclass
class Options(Generic[T]):
    """What a training takes."""

    x: T


def train(options: Options) -> None:
    """Train."""


if __name__ == "__main__":
    config = OmegaConf.merge(OmegaConf.structured(Options[int]), OmegaConf.from_cli())
    options = OmegaConf.to_object(config)
    train(options)
