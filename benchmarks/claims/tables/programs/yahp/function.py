"""The parameters of a function, with yahp.

python function.py --x 2 --rate 0.5
python function.py --x two
"""

import yahp as hp


def train(x: int = 1, rate: float = 0.1) -> None:
    """Train.

    Args:
        x (int): A number.
        rate (float): Another.
    """


if __name__ == "__main__":
    hp.create(train)
