"""The decoder's width is the encoder's: an interpolation, as a positional argument of the target.

python linked.py
python linked.py encoder.width=32 decoder.depth=3
python linked.py decoder.width=16
"""

from dataclasses import dataclass

import hydra
from hydra.utils import instantiate
from omegaconf import DictConfig


@dataclass
class Encoder:
    """What reads."""

    width: int = 64


@dataclass
class Decoder:
    """What writes."""

    width: int
    depth: int = 2


def train(encoder_width: int, decoder_width: int, decoder_depth: int) -> None:
    """Stand for the training."""


@hydra.main(version_base=None, config_path="linked", config_name="config")
def main(cfg: DictConfig) -> None:
    """Make both parts, train."""
    parts = instantiate(cfg)
    train(parts.encoder.width, parts.decoder.width, parts.decoder.depth)


if __name__ == "__main__":
    main()
