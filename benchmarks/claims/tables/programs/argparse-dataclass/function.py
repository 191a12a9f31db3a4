"""The parameters of a function, with argparse-dataclass.

python function.py --x 2 --rate 0.5
python function.py --x two
"""

from argparse_dataclass import ArgumentParser


def train(x: int = 1, rate: float = 0.1) -> None:
    """Train."""


if __name__ == "__main__":
    train(**vars(ArgumentParser(train).parse_args()))
