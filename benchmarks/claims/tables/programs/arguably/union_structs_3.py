"""A union of dataclasses, built by arguably.

python union_structs_3.py --optim Sgd,momentum=0.5
python union_structs_3.py --optim Adam,beta=0.5
"""

from dataclasses import dataclass
from typing import Annotated

import arguably


@dataclass
class Adam:
    """One optimizer."""

    beta: float = 0.9


@dataclass
class Sgd:
    """The other."""

    momentum: float = 0.1


@arguably.command
def train(
    *, optim: Annotated[Adam | Sgd, arguably.arg.builder()] | None = None
) -> None:
    """Train."""


if __name__ == "__main__":
    arguably.run()
