"""A constructor gives the decoder what the encoder has; what it does not take is no flag.

python linked.py run
python linked.py --encoder_width=32 --decoder_depth=3 run
python linked.py --decoder_width=16 run
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


class Training:
    """Both parts, and a command that trains them."""

    def __init__(self, encoder_width: int = 64, decoder_depth: int = 2) -> None:
        self.encoder = Encoder(encoder_width)
        self.decoder = Decoder(self.encoder.width, decoder_depth)

    def run(self) -> None:
        """Train with what is set."""
        train(self.encoder.width, self.decoder.width, self.decoder.depth)


if __name__ == "__main__":
    fire.Fire(Training)
