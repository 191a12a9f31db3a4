"""A union of int and str, with arguably, in the words of typing.

python union_2.py --x 2
python union_2.py --x two
"""

from typing import Union

import arguably


@arguably.command
def train(*, x: Union[int, str] = 1) -> None:
    """Train."""


if __name__ == "__main__":
    arguably.run()
