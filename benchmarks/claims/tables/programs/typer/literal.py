"""Choices by Literal, with typer.

python literal.py --x two
python literal.py --x three
"""

from typing import Literal

import typer

app = typer.Typer()


@app.command()
def train(x: Literal["one", "two"] = "one") -> None:
    """Train."""


if __name__ == "__main__":
    app()
