"""Choices by Literal, with argparse-dataclasses.

python literal.py --x two
python literal.py --x three
"""

from dataclasses import dataclass
from typing import Literal

from argparse_dataclasses import CmdParsingMixin


@dataclass
class Options(CmdParsingMixin):
    """What a training takes."""

    x: Literal["one", "two"] = "one"


def train(x: str) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options.build_from_commandline()
    train(options.x)
