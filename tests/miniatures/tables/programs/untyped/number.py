"""A number that stays text.

python number.py --x 2
python number.py --x two
"""

import argparse


def train(x: str) -> None:
    """Train."""


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--x")
    train(parser.parse_args().x)
