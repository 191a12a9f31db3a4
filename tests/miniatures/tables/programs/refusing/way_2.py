"""A second way, which works.

python way_2.py --x 2
"""

import argparse


def train(x: int) -> None:
    """Train."""


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--x", type=int)
    train(parser.parse_args().x)
