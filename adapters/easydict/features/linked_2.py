"""A class, as the README's Flower, with a property for the width that follows.

python linked_2.py
python linked_2.py '{"encoder_width": 32, "decoder_depth": 3}'
python linked_2.py '{"decoder_width": 16}'
"""

import argparse
import json
from typing import Any

from easydict import EasyDict  # type: ignore[import-untyped]


class Model(EasyDict):  # type: ignore[misc]
    """The settings of both parts."""

    encoder_width = 64
    decoder_depth = 2

    @property
    def decoder_width(self) -> Any:
        """The width of the encoder."""
        return self.encoder_width


def train(encoder_width: int, decoder_width: int, decoder_depth: int) -> None:
    """Stand for the training."""


def main() -> None:
    """Read the command line, train."""
    parser = argparse.ArgumentParser()
    parser.add_argument("settings", type=json.loads, nargs="?", default={})
    cfg = Model(parser.parse_args().settings)
    train(cfg.encoder_width, cfg.decoder_width, cfg.decoder_depth)


if __name__ == "__main__":
    main()
