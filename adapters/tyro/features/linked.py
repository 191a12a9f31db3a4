"""The decoder's width is the encoder's.

python linked.py
python linked.py --encoder.width 32 --decoder.depth 3
python linked.py --decoder.width 16
"""

from dataclasses import dataclass, field

import tyro


def train(encoder_width: int, decoder_width: int, decoder_depth: int) -> None:
    """Stand for the training."""


@dataclass
class Encoder:
    """The first half of the network."""

    width: int = 64


@dataclass
class Decoder:
    """The second half of the network, as wide as the first."""

    width: int = field(init=False)
    depth: int = 2


@dataclass
class Config:
    """Train a network of two halves."""

    encoder: Encoder
    decoder: Decoder

    def __post_init__(self) -> None:
        """Derive what follows from other fields."""
        self.decoder.width = self.encoder.width


def main() -> None:
    """Read the command line, train."""
    config = tyro.cli(Config)
    train(config.encoder.width, config.decoder.width, config.decoder.depth)


if __name__ == "__main__":
    main()
