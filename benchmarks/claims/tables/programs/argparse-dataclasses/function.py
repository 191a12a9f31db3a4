"""The parameters of a function, with argparse-dataclasses.

python function.py --x 2 --rate 0.5
python function.py --x two
"""

from argparse_dataclasses import CmdParsingMixin


def train(x: int = 1, rate: float = 0.1) -> None:
    """Train."""


if __name__ == "__main__":
    CmdParsingMixin.build_from_commandline(train)
