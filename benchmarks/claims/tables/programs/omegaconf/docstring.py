"""Help texts from docstrings, with OmegaConf.

python docstring.py --help
"""

from dataclasses import dataclass

from omegaconf import OmegaConf


@dataclass
class Options:
    """What a training takes."""

    x: int = 1
    """velocity of the training"""


def train(x: int) -> None:
    """Train."""


if __name__ == "__main__":
    config = OmegaConf.merge(OmegaConf.structured(Options), OmegaConf.from_cli())
    options = OmegaConf.to_object(config)
    train(options.x)
