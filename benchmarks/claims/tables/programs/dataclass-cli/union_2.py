"""A union of int and str, with dataclass-cli, in the words of typing.

python union_2.py --options_x 2
python union_2.py --options_x two
"""

from dataclasses import dataclass
from typing import Union

import dataclass_cli


@dataclass_cli.add
@dataclass
class Options:
    """What a training takes."""

    x: Union[int, str] = 1


def train(x: Union[int, str]) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options()
    train(options.x)
