"""The decoder's width is on its denylist: its caller supplies it, and no binding may.

python linked.py
python linked.py --gin_param='Encoder.width = 32' --gin_param='Decoder.depth = 3'
python linked.py --gin_param='Decoder.width = 16'
"""

from collections.abc import Sequence
from dataclasses import dataclass

import gin  # type: ignore[import-untyped]  # it ships none
from absl import app, flags

_GIN_PARAM = flags.DEFINE_multi_string("gin_param", None, "Parameter bindings.")


def train(encoder_width: int, decoder_width: int, decoder_depth: int) -> None:
    """Stand for the training."""


@gin.configurable
@dataclass
class Encoder:
    """The first part."""

    width: int = 64


@gin.configurable(denylist=["width"])
@dataclass
class Decoder:
    """The second part."""

    width: int
    depth: int = 2


def main(_: Sequence[str]) -> None:
    """Bind what is given, build both parts, train."""
    gin.parse_config(_GIN_PARAM.value)
    encoder = Encoder()
    decoder = Decoder(width=encoder.width)
    train(encoder.width, decoder.width, decoder.depth)


if __name__ == "__main__":
    app.run(main)
