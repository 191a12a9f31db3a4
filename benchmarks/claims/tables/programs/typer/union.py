"""A union of int and str, with typer.

python union.py --x 2
python union.py --x two
"""

import typer

app = typer.Typer()


@app.command()
def train(x: int | str = 1) -> None:
    """Train."""


if __name__ == "__main__":
    app()
