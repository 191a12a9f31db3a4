"""The fields of a dataclass, with typer.

python dataclass.py --x 2 --rate 0.5
python dataclass.py --x two
"""

from dataclasses import dataclass

import typer

app = typer.Typer()


@dataclass
class Options:
    """What a training takes."""

    x: int = 1
    rate: float = 0.1


@app.command()
def train(options: Options = Options()) -> None:
    """Train."""


if __name__ == "__main__":
    app()
