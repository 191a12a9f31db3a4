"""The fields of a dataclass, with dataclass-cli.

python dataclass.py --options_x 2 --options_rate 0.5
python dataclass.py --options_x two
"""

from dataclasses import dataclass

import dataclass_cli


@dataclass_cli.add
@dataclass
class Options:
    """What a training takes."""

    x: int = 1
    rate: float = 0.1


def train(options: Options) -> None:
    """Train."""


if __name__ == "__main__":
    options = Options()
    train(options)
