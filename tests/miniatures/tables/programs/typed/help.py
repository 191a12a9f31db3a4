"""A number, told in its help.

python help.py --help
python help.py --help
"""

import argparse


def train(x: int) -> None:
    """Train."""


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--x", type=int, help="a number")
    train(parser.parse_args().x)
