"""The fields of a dataclass, built by arguably.

python dataclass.py --options x=2,rate=0.5
python dataclass.py --options x=two
"""

from dataclasses import dataclass
from typing import Annotated

import arguably


@dataclass
class Options:
    """What a training takes."""

    x: int = 1
    rate: float = 0.1


@arguably.command
def train(*, options: Annotated[Options, arguably.arg.builder()] | None = None) -> None:
    """Train."""


if __name__ == "__main__":
    arguably.run()
