"""A list of int, with arguably.

python list.py --numbers 1,2
"""

import arguably


@arguably.command
def train(*, numbers: list[int] | None = None) -> None:
    """Train."""


if __name__ == "__main__":
    arguably.run()
