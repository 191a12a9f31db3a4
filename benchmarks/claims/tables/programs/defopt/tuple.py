"""A tuple of int and float, with defopt.

python tuple.py --pair 1 0.5
"""

import defopt


def train(*, pair: tuple[int, float] = (0, 0.1)) -> None:
    """Train."""


if __name__ == "__main__":
    defopt.run(train)
