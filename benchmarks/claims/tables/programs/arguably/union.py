"""A union of int and str, with arguably.

python union.py --x 2
python union.py --x two
"""

import arguably


@arguably.command
def train(*, x: int | str = 1) -> None:
    """Train."""


if __name__ == "__main__":
    arguably.run()
