"""Help texts from docstrings, with arguably.

python docstring.py --help
"""

import arguably


@arguably.command
def train(*, x: int = 1) -> None:
    """Train.

    Args:
        x: velocity of the training
    """


if __name__ == "__main__":
    arguably.run()
