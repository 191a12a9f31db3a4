"""A list of int, with typer.

python list.py --numbers 1 --numbers 2
"""

import typer

app = typer.Typer()


@app.command()
def train(numbers: list[int] | None = None) -> None:
    """Train."""


if __name__ == "__main__":
    app()
