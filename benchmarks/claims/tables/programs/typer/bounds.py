"""Bounds of a number, with typer.

python bounds.py 3
python bounds.py -- -1
"""

from typing import Annotated

import typer

app = typer.Typer()


@app.command()
def train(age: Annotated[int, typer.Argument(min=0)]) -> None:
    """Train."""


if __name__ == "__main__":
    app()
