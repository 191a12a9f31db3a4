"""The decoder's width is no argument: it is set from the encoder's.

python linked.py
python linked.py --encoder.width=32 --decoder.depth=3
python linked.py --decoder.width=16
"""

# mypy: disable-error-code="no-untyped-call, untyped-decorator"
# draccus does not annotate its decorators, nor how its registries are made.

from dataclasses import dataclass, field

import draccus


@dataclass
class Encoder:
    """The first half."""

    width: int = 64


@dataclass
class Decoder:
    """The second half."""

    width: int = field(init=False)
    depth: int = 2


@dataclass
class Config:
    """The training."""

    encoder: Encoder = field(default_factory=Encoder)
    decoder: Decoder = field(default_factory=Decoder)

    def __post_init__(self) -> None:
        """Let the decoder's width follow."""
        self.decoder.width = self.encoder.width


def train(encoder_width: int, decoder_width: int, decoder_depth: int) -> None:
    """Stand for the training."""


@draccus.wrap()
def main(config: Config) -> None:
    """Train."""
    train(config.encoder.width, config.decoder.width, config.decoder.depth)


if __name__ == "__main__":
    main()
