"""A tuple of int and float, with argparse-dataclasses, in the words of typing.

python tuple_2.py --pair 1 0.5
"""

from dataclasses import dataclass
from typing import Tuple

from argparse_dataclasses import CmdParsingMixin


@dataclass
class Options(CmdParsingMixin):
    """What a training takes."""

    pair: Tuple[int, float] = (0, 0.1)


def train(pair: Tuple[int, float]) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options.build_from_commandline()
    train(options.pair)
