"""A function gives the decoder what the encoder has; what it does not take is no flag.

python linked.py
python linked.py --encoder_width=32 --decoder_depth=3
python linked.py --decoder_width=16
"""

from dataclasses import dataclass

import fire  # type: ignore[import-untyped]  # it ships no types


def train(encoder_width: int, decoder_width: int, decoder_depth: int) -> None:
    """Stand for the training."""


@dataclass
class Encoder:
    """The first part."""

    width: int


@dataclass
class Decoder:
    """The second part."""

    width: int
    depth: int


def parts(
    *, encoder_width: int = 64, decoder_depth: int = 2
) -> tuple[Encoder, Decoder]:
    """Return both parts."""
    encoder = Encoder(encoder_width)
    return encoder, Decoder(encoder.width, decoder_depth)


def main() -> None:
    """Let Fire configure the parts, train."""
    encoder, decoder = fire.Fire(parts, serialize=lambda _: None)
    train(encoder.width, decoder.width, decoder.depth)


if __name__ == "__main__":
    main()
