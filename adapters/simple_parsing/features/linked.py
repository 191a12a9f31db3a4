"""The decoder's width is no argument of its own; __post_init__ sets it.

python linked.py
python linked.py --encoder.width 32 --decoder.depth 3
python linked.py --decoder.width 16
"""

from dataclasses import dataclass

from simple_parsing import ArgumentGenerationMode, NestedMode, field, parse


@dataclass
class Encoder:
    """The encoder."""

    width: int = 64  # width of the layers


@dataclass
class Decoder:
    """The decoder; its width follows."""

    width: int = field(default=0, cmd=False)  # follows the encoder
    depth: int = 2  # number of layers


@dataclass
class Config:
    """All settings of a run."""

    encoder: Encoder = field(default_factory=Encoder)
    decoder: Decoder = field(default_factory=Decoder)

    def __post_init__(self) -> None:
        """Let the decoder be as wide as the encoder."""
        self.decoder.width = self.encoder.width


def train(encoder_width: int, decoder_width: int, decoder_depth: int) -> None:
    """Stand for the training."""


if __name__ == "__main__":
    config = parse(
        Config,
        argument_generation_mode=ArgumentGenerationMode.NESTED,
        nested_mode=NestedMode.WITHOUT_ROOT,
    )
    train(config.encoder.width, config.decoder.width, config.decoder.depth)
