"""The decoder's width is the encoder's.

python linked.py
python linked.py --encoder_width 32 --decoder_depth 3
python linked.py --decoder_width 16
"""

from tap import Tap, TapIgnore


def train(encoder_width: int, decoder_width: int, decoder_depth: int) -> None:
    """Stand for the training."""


class Config(Tap):
    """Train a network of two halves."""

    encoder_width: int = 64
    decoder_width: TapIgnore[int]
    decoder_depth: int = 2

    def process_args(self) -> None:
        """Derive what follows from other arguments."""
        self.decoder_width = self.encoder_width


def main() -> None:
    """Read the command line, train."""
    args = Config().parse_args()
    train(args.encoder_width, args.decoder_width, args.decoder_depth)


if __name__ == "__main__":
    main()
