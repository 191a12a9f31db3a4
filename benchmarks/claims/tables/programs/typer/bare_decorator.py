"""A decorator without parentheses, with typer.

python bare_decorator.py --x 2
"""

import typer

app = typer.Typer()


@app.command
def train(x: int = 1) -> None:
    """Train."""


if __name__ == "__main__":
    app()
