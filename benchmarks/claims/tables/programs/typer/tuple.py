"""A tuple of int and float, with typer.

python tuple.py --pair 1 0.5
"""

import typer

app = typer.Typer()


@app.command()
def train(pair: tuple[int, float] = (0, 0.1)) -> None:
    """Train."""


if __name__ == "__main__":
    app()
