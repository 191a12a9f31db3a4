"""The decoder's width refers to the encoder's, and absl validates that it is the same.

python linked.py
python linked.py --config.encoder.width=32 --config.decoder.depth=3
python linked.py --config.decoder.width=16
"""

from collections.abc import Sequence

from absl import app, flags
from ml_collections import config_dict, config_flags  # type: ignore[import-untyped]

CONFIG = config_dict.create(encoder={"width": 64}, decoder={"depth": 2})
CONFIG.decoder.width = CONFIG.encoder.get_oneway_ref("width")

_CONFIG = config_flags.DEFINE_config_dict("config", CONFIG)
flags.register_validator(  # type: ignore[no-untyped-call]
    "config",
    lambda config: config.decoder.width == config.encoder.width,
    "The width of the decoder is the encoder's.",
)


def train(encoder_width: int, decoder_width: int, decoder_depth: int) -> None:
    """Stand for the training."""


def main(_: Sequence[str]) -> None:
    """Train with the config."""
    encoder, decoder = _CONFIG.value.encoder, _CONFIG.value.decoder
    train(encoder.width, decoder.width, decoder.depth)


if __name__ == "__main__":
    app.run(main)
