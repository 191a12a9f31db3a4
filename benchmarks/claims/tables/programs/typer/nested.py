"""A dataclass in a dataclass, with typer.

python nested.py --optim.rate 0.5 --x 2
"""

from dataclasses import dataclass, field

import typer

app = typer.Typer()


@dataclass
class Optim:
    """An optimizer."""

    rate: float = 0.1


@dataclass
class Options:
    """What a training takes."""

    x: int = 1
    optim: Optim = field(default_factory=Optim)


@app.command()
def train(options: Options = Options()) -> None:
    """Train."""


if __name__ == "__main__":
    app()
