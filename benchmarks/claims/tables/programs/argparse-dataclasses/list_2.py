"""A list of int, with argparse-dataclasses, in the words of typing.

python list_2.py --numbers 1 2
"""

from dataclasses import dataclass, field
from typing import List

from argparse_dataclasses import CmdParsingMixin


@dataclass
class Options(CmdParsingMixin):
    """What a training takes."""

    numbers: List[int] = field(default_factory=list)


def train(numbers: List[int]) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options.build_from_commandline()
    train(options.numbers)
