"""Help texts from docstrings, with defopt.

python docstring.py --help
"""

import defopt


def train(*, x: int = 1) -> None:
    """Train.

    Args:
        x: velocity of the training
    """


if __name__ == "__main__":
    defopt.run(train)
