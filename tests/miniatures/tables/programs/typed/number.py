"""A number, converted.

python number.py --x 2
python number.py --x two
"""

import argparse


def train(x: int) -> None:
    """Train."""


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--x", type=int)
    train(parser.parse_args().x)
