"""A union of dataclasses, with typer, in the words of typing.

python union_structs_2.py --optim sgd --optim.momentum 0.5
python union_structs_2.py --optim adam --optim.beta 0.5
"""

from dataclasses import dataclass
from typing import Union

import typer

app = typer.Typer()


@dataclass
class Adam:
    """One optimizer."""

    beta: float = 0.9


@dataclass
class Sgd:
    """The other."""

    momentum: float = 0.1


@app.command()
def train(optim: Union[Adam, Sgd] = Adam()) -> None:
    """Train."""


if __name__ == "__main__":
    app()
