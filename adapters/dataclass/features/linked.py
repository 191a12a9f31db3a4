"""The decoder's width is no argument of its dataclass: __post_init__ of both parts sets it.

python linked.py
python linked.py --encoder.width 32 --decoder.depth 3
python linked.py --decoder.width 16
"""

import argparse
from dataclasses import dataclass, field, fields


@dataclass
class Encoder:
    """The one part."""

    width: int = 64


@dataclass
class Decoder:
    """The other part."""

    width: int = field(init=False)
    depth: int = 2


@dataclass
class Model:
    """Both parts."""

    encoder: Encoder
    decoder: Decoder

    def __post_init__(self) -> None:
        """Give the decoder the encoder's width."""
        self.decoder.width = self.encoder.width


def train(encoder_width: int, decoder_width: int, decoder_depth: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parts: dict[str, type[Encoder | Decoder]] = {"encoder": Encoder, "decoder": Decoder}
    for name, part in parts.items():
        for each in fields(part):
            if each.init:
                flag = f"--{name}.{each.name}"
                parser.add_argument(flag, type=int, default=each.default)
    args = vars(parser.parse_args())
    encoder = Encoder(width=args["encoder.width"])
    model = Model(encoder, Decoder(depth=args["decoder.depth"]))
    train(model.encoder.width, model.decoder.width, model.decoder.depth)


if __name__ == "__main__":
    main()
