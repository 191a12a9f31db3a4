"""Two lists without a default, with typer.

python two_lists.py 1 2 3 4
"""

import typer

app = typer.Typer()


@app.command()
def train(a: list[int], b: list[int]) -> None:
    """Train."""


if __name__ == "__main__":
    app()
