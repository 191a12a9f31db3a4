"""The parameters of a function, with HfArgumentParser.

python function.py --x 2 --rate 0.5
python function.py --x two
"""

from transformers import HfArgumentParser


def train(x: int = 1, rate: float = 0.1) -> None:
    """Train."""


if __name__ == "__main__":
    HfArgumentParser(train).parse_args_into_dataclasses()
