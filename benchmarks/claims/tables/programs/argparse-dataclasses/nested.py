"""A dataclass in a dataclass, with argparse-dataclasses.

python nested.py --optim.rate 0.5 --x 2
"""

from dataclasses import dataclass, field

from argparse_dataclasses import CmdParsingMixin


@dataclass
class Optim:
    """An optimizer."""

    rate: float = 0.1


@dataclass
class Options(CmdParsingMixin):
    """What a training takes."""

    x: int = 1
    optim: Optim = field(default_factory=Optim)


def train(options: Options) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options.build_from_commandline()
    train(options)
