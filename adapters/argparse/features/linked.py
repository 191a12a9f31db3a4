"""One width for both parts: only the encoder has an option for it.

python linked.py
python linked.py --encoder-width 32 --decoder-depth 3
python linked.py --decoder-width 16
"""

import argparse
from dataclasses import dataclass


@dataclass
class Encoder:
    """The first part."""

    width: int


@dataclass
class Decoder:
    """The second part, as wide as the first."""

    width: int
    depth: int


def train(encoder_width: int, decoder_width: int, decoder_depth: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--encoder-width", type=int, default=64)
    parser.add_argument("--decoder-depth", type=int, default=2)
    args = parser.parse_args()
    encoder = Encoder(args.encoder_width)
    decoder = Decoder(encoder.width, args.decoder_depth)
    train(encoder.width, decoder.width, decoder.depth)


if __name__ == "__main__":
    main()
