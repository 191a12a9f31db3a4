"""The fields of a dataclass, with argparse-dataclasses.

python dataclass.py --x 2 --rate 0.5
python dataclass.py --x two
"""

from dataclasses import dataclass

from argparse_dataclasses import CmdParsingMixin


@dataclass
class Options(CmdParsingMixin):
    """What a training takes."""

    x: int = 1
    rate: float = 0.1


def train(options: Options) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options.build_from_commandline()
    train(options)
