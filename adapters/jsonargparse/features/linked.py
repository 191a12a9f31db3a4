"""The decoder's width is linked to the encoder's.

python linked.py
python linked.py --encoder.width 32 --decoder.depth 3
python linked.py --decoder.width 16
"""

from dataclasses import dataclass

from jsonargparse import ArgumentParser


@dataclass
class Encoder:
    """The first half."""

    width: int = 64


@dataclass
class Decoder:
    """The second half."""

    width: int
    depth: int = 2


def train(encoder_width: int, decoder_width: int, decoder_depth: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = ArgumentParser()
    parser.add_class_arguments(Encoder, "encoder")
    parser.add_class_arguments(Decoder, "decoder")
    parser.link_arguments("encoder.width", "decoder.width")
    cfg = parser.parse_args()
    train(cfg.encoder.width, cfg.decoder.width, cfg.decoder.depth)


if __name__ == "__main__":
    main()
