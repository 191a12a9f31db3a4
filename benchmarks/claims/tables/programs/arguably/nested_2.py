"""A dataclass in a dataclass, built by arguably.

python nested_2.py --options optim.rate=0.5,x=2
"""

from dataclasses import dataclass, field
from typing import Annotated

import arguably


@dataclass
class Optim:
    """An optimizer."""

    rate: float = 0.1


@dataclass
class Options:
    """What a training takes."""

    x: int = 1
    optim: Optim = field(default_factory=Optim)


@arguably.command
def train(*, options: Annotated[Options, arguably.arg.builder()] | None = None) -> None:
    """Train."""


if __name__ == "__main__":
    arguably.run()
