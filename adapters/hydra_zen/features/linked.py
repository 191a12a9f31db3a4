"""The decoder's width is the encoder's: an interpolation, as a positional argument of the target.

python linked.py
python linked.py encoder.width=32 decoder.depth=3
python linked.py decoder.width=16
"""

from dataclasses import dataclass

from hydra_zen import builds, store, zen


@dataclass
class Encoder:
    """What reads."""

    width: int = 64


@dataclass
class Decoder:
    """What writes."""

    width: int
    depth: int = 2


def train(encoder_width: int, decoder_width: int, decoder_depth: int) -> None:
    """Stand for the training."""


@store(
    name="config",
    encoder=builds(Encoder, populate_full_signature=True),
    decoder=builds(Decoder, "${encoder.width}", populate_full_signature=True),
)
def main(encoder: Encoder, decoder: Decoder) -> None:
    """Train; hydra-zen has made both parts."""
    train(encoder.width, decoder.width, decoder.depth)


if __name__ == "__main__":
    store.add_to_hydra_store()
    zen(main).hydra_main(config_name="config", config_path=None, version_base="1.3")
