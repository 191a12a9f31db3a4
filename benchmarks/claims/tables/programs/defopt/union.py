"""A union of int and str, with defopt.

python union.py --x 2
python union.py --x two
"""

import defopt


def train(*, x: int | str = 1) -> None:
    """Train."""


if __name__ == "__main__":
    defopt.run(train)
