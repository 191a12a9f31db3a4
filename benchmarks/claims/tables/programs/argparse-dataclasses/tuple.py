"""A tuple of int and float, with argparse-dataclasses.

python tuple.py --pair 1 0.5
"""

from dataclasses import dataclass

from argparse_dataclasses import CmdParsingMixin


@dataclass
class Options(CmdParsingMixin):
    """What a training takes."""

    pair: tuple[int, float] = (0, 0.1)


def train(pair: tuple[int, float]) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options.build_from_commandline()
    train(options.pair)
