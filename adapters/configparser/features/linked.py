"""The width of one part refers to that of the other; two entries have options.

python linked.py
python linked.py --encoder-width 32 --decoder-depth 3
python linked.py --decoder-width 16
"""

import argparse
import configparser

CONFIG = """
[encoder]
width = 64

[decoder]
width = ${encoder:width}
depth = 2
"""


def train(encoder_width: int, decoder_width: int, decoder_depth: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    config = configparser.ConfigParser(
        interpolation=configparser.ExtendedInterpolation()
    )
    config.read_string(CONFIG)
    parser = argparse.ArgumentParser()
    parser.add_argument("--encoder-width", default=config["encoder"]["width"])
    parser.add_argument("--decoder-depth", default=config["decoder"]["depth"])
    args = parser.parse_args()
    config["encoder"]["width"] = args.encoder_width
    config["decoder"]["depth"] = args.decoder_depth
    train(
        config.getint("encoder", "width"),
        config.getint("decoder", "width"),
        config.getint("decoder", "depth"),
    )


if __name__ == "__main__":
    main()
