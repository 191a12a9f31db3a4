"""A generic dataclass, with argparse-dataclasses.

python generic.py --x 2
python generic.py --x two
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

from argparse_dataclasses import CmdParsingMixin

T = TypeVar("T")


@dataclass
class Options(CmdParsingMixin, Generic[T]):
    """What a training takes."""

    x: T


def train(options: Options) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options[int].build_from_commandline()
    train(options)
