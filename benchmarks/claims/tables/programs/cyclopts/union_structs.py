"""A union of dataclasses, with cyclopts.

python union_structs.py --optim.momentum 0.5
python union_structs.py --optim.beta 0.5
"""

from dataclasses import dataclass

import cyclopts

app = cyclopts.App()


@dataclass
class Adam:
    """One optimizer."""

    beta: float = 0.9


@dataclass
class Sgd:
    """The other."""

    momentum: float = 0.1


@app.default
def train(optim: Adam | Sgd = Adam()) -> None:
    """Train."""


if __name__ == "__main__":
    app()
