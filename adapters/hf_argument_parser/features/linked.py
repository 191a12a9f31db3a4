"""The decoder's width is no field of the command line: __post_init__ sets it.

python linked.py
python linked.py --encoder_width 32 --decoder_depth 3
python linked.py --decoder_width 16
"""

from dataclasses import dataclass, field

from transformers import HfArgumentParser


@dataclass
class Encoder:
    """The one part."""

    width: int = 64


@dataclass
class Decoder:
    """The other part."""

    width: int
    depth: int = 2


@dataclass
class Model:
    """Both parts, and the settings that are free."""

    encoder_width: int = Encoder.width
    decoder_depth: int = Decoder.depth
    encoder: Encoder = field(init=False)
    decoder: Decoder = field(init=False)

    def __post_init__(self) -> None:
        """Make both parts of one width."""
        self.encoder = Encoder(self.encoder_width)
        self.decoder = Decoder(self.encoder_width, self.decoder_depth)


def train(encoder_width: int, decoder_width: int, decoder_depth: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = HfArgumentParser(Model)  # type: ignore[arg-type]
    (model,) = parser.parse_args_into_dataclasses()
    train(model.encoder.width, model.decoder.width, model.decoder.depth)


if __name__ == "__main__":
    main()
