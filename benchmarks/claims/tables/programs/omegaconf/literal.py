"""Choices by Literal, with OmegaConf.

python literal.py x=two
python literal.py x=three
"""

from dataclasses import dataclass
from typing import Literal

from omegaconf import OmegaConf


@dataclass
class Options:
    """What a training takes."""

    x: Literal["one", "two"] = "one"


def train(x: str) -> None:
    """Train."""


if __name__ == "__main__":
    config = OmegaConf.merge(OmegaConf.structured(Options), OmegaConf.from_cli())
    options = OmegaConf.to_object(config)
    train(options.x)
