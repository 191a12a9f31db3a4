"""A list of int, with defopt.

python list.py --numbers 1 2
"""

import defopt


def train(*, numbers: list[int] | None = None) -> None:
    """Train."""


if __name__ == "__main__":
    defopt.run(train)
