"""A list of int, with argparse-dataclasses.

python list.py --numbers 1 2
"""

from dataclasses import dataclass, field

from argparse_dataclasses import CmdParsingMixin


@dataclass
class Options(CmdParsingMixin):
    """What a training takes."""

    numbers: list[int] = field(default_factory=list)


def train(numbers: list[int]) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options.build_from_commandline()
    train(options.numbers)
