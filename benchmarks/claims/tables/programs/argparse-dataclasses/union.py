"""A union of int and str, with argparse-dataclasses.

python union.py --x 2
python union.py --x two
"""

from dataclasses import dataclass

from argparse_dataclasses import CmdParsingMixin


@dataclass
class Options(CmdParsingMixin):
    """What a training takes."""

    x: int | str = 1


def train(x: int | str) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options.build_from_commandline()
    train(options.x)
