"""The decoder's width is the encoder's: a property of the object that to_object makes.

python linked.py
python linked.py encoder.width=32 decoder.depth=3
python linked.py decoder.width=16
"""

from dataclasses import dataclass, field

from omegaconf import OmegaConf


@dataclass
class Encoder:
    """What reads."""

    width: int = 64


@dataclass
class Decoder:
    """What writes."""

    depth: int = 2


@dataclass
class Config:
    """All settings."""

    encoder: Encoder = field(default_factory=Encoder)
    decoder: Decoder = field(default_factory=Decoder)

    @property
    def decoder_width(self) -> int:
        """As wide as the encoder."""
        return self.encoder.width


def train(encoder_width: int, decoder_width: int, decoder_depth: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Merge the command line into the schema, train."""
    cfg = OmegaConf.merge(OmegaConf.structured(Config), OmegaConf.from_cli())
    config: Config = OmegaConf.to_object(cfg)  # type: ignore[assignment]  # its schema
    train(config.encoder.width, config.decoder_width, config.decoder.depth)


if __name__ == "__main__":
    main()
