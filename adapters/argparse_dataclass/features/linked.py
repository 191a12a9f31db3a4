"""One width for both parts: only the encoder has a field for it.

python linked.py
python linked.py --encoder-width 32 --decoder-depth 3
python linked.py --decoder-width 16
"""

from dataclasses import dataclass

from argparse_dataclass import ArgumentParser  # type: ignore[import-untyped]  # no types


@dataclass
class Encoder:
    """The first part."""

    width: int


@dataclass
class Decoder:
    """The second part, as wide as the first."""

    width: int
    depth: int


@dataclass
class Options:
    """What a run is told."""

    encoder_width: int = 64
    decoder_depth: int = 2


def train(encoder_width: int, decoder_width: int, decoder_depth: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    options = ArgumentParser(Options).parse_args()
    encoder = Encoder(options.encoder_width)
    decoder = Decoder(encoder.width, options.decoder_depth)
    train(encoder.width, decoder.width, decoder.depth)


if __name__ == "__main__":
    main()
