"""The parameters of a function, with pyrallis.

python function.py --x 2 --rate 0.5
python function.py --x two
"""

import pyrallis


@pyrallis.wrap()
def train(x: int = 1, rate: float = 0.1) -> None:
    """Train."""


if __name__ == "__main__":
    train()
