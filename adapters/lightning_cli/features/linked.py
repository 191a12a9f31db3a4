"""The decoder's width is linked to the encoder's.

python linked.py
python linked.py --model.encoder.width 32 --model.decoder.depth 3
python linked.py --model.decoder.width 16
"""

from dataclasses import dataclass

from lightning.pytorch import LightningModule
from lightning.pytorch.cli import LightningArgumentParser, LightningCLI


@dataclass
class Encoder:
    """The first half."""

    width: int = 64


@dataclass
class Decoder:
    """The second half."""

    width: int
    depth: int = 2


class Model(LightningModule):
    """Both halves."""

    def __init__(self, encoder: Encoder, decoder: Decoder) -> None:
        super().__init__()
        self.encoder, self.decoder = encoder, decoder


class CLI(LightningCLI):
    """A command line with a link."""

    def add_arguments_to_parser(self, parser: LightningArgumentParser) -> None:
        """Let the decoder's width follow."""
        parser.link_arguments("model.encoder.width", "model.decoder.width")


def train(encoder_width: int, decoder_width: int, decoder_depth: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    model = CLI(Model, run=False).model
    train(model.encoder.width, model.decoder.width, model.decoder.depth)


if __name__ == "__main__":
    main()
